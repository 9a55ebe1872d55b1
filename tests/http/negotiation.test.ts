import { describe, expect, it } from "vitest";
import { allFormats } from "../../src/feed/formats.ts";
import { acceptsGzip, chooseMediaType } from "../../src/http/negotiation.ts";

describe("acceptsGzip (RFC 9110 §12.5.3; conformance 65)", () => {
  it.each<[acceptEncoding: string | null, accepts: boolean]>([
    [null, false],
    ["", false],
    ["gzip", true],
    ["GZip", true],
    ["x-gzip", true],
    ["gzip, deflate, br", true],
    ["gzip, deflate, br, zstd", true],
    ["br, gzip", true],
    ["deflate,gzip", true],
    ["br;q=1.0, gzip;q=0.8, *;q=0.1", true],
    ["*", true],
    ["*;q=0.5", true],
    ["identity", false],
    ["identity, gzip", true],
    ["br", false],
    ["br, *", true],
    ["gzip;q=0", false],
    ["gzip; q=0", false],
    ["gzip;q=0.000", false],
    ["gzip;q=0.001", true],
    ["gzip;q=1", true],
    ["gzip;Q=0", false],
    ["*;q=0", false],
    ["gzip, *;q=0", true],
    ["gzip;q=0, *", false],
    ["identity;q=0", false],
    ["identity;q=1, gzip;q=0.5", false],
    ["identity;q=0.5, gzip;q=0.5", true],
    ["gzip;q=2", false],
    ["gzip;q=-1", false],
    ["gzip;q=many", false],
    ["gzip;level=9", true],
    [",,;;q=,=", false],
    ["gzipped", false],
    [`${"br,".repeat(100_000)}gzip`, false],
  ])("%.60s: %s", (header, accepts) => {
    expect(acceptsGzip(header)).toBe(accepts);
  });
});

describe("chooseMediaType (RFC 9110 §12.5.1; conformance 57)", () => {
  it.each<[accept: string | null, chosen: string]>([
    [null, "rss"],
    ["", "rss"],
    ["*/*", "rss"],
    [";;;", "rss"],
    ["text/html", "rss"],
    ["application/rss+xml", "rss"],
    ["application/atom+xml", "atom"],
    ["APPLICATION/ATOM+XML", "atom"],
    ["application/feed+json", "json"],
    ["application/json", "json"],
    ["application/json;q=0.2, application/feed+json;q=0.9, application/rss+xml;q=0.5", "json"],
    ["application/*", "rss"],
    ["application/*;q=0.5, application/atom+xml", "atom"],
    ["application/atom+xml;q=0.8, application/rss+xml;q=0.8", "rss"],
    ["application/rss+xml;q=0.1, */*;q=0.5", "atom"],
    ["application/rss+xml;q=0, application/atom+xml;q=0, */*", "json"],
    ["text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "rss"],
    ["application/atom+xml; charset=utf-8; q=1", "atom"],
    ["application/atom+xml;q=x", "rss"],
  ])("%s: %s", (accept, chosen) => {
    expect(chooseMediaType(accept, allFormats).id).toBe(chosen);
  });
});
