import { expect, it, test } from "vitest";
import { findAuthority } from "../../src/article/authority.ts";
import { findIri, mintArticleId, mintFeedId } from "../../src/article/mint-id.ts";

test.each([
  ["https://example.org/?p=4711", undefined],
  ["tag:example.org,2024:x", undefined],
  ["urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66", undefined],
  // As any implementation of RFC 9562 §6.6 has it: python3 -c "import uuid; print(uuid.uuid5(uuid.NAMESPACE_URL, 'post-4711'))"
  ["post-4711", "urn:uuid:292d1139-dbba-5c04-acf8-42e98e8da866"],
  ["a b:c", "urn:uuid:"],
  ["/2019/01/02/x", "urn:uuid:"],
  ["https://example.org/?p[]=1", "urn:uuid:"],
  ["https://example.org/100%", "urn:uuid:"],
  ["https://example.org/ä%C3%a4", undefined],
])("RFC 4287 §4.2.6: %s is an IRI or is given one", async (id, iri) => {
  const found = await findIri(id);
  if (iri === undefined) expect(found).toBeUndefined();
  else expect(found?.startsWith(iri)).toBe(true);
});

it("RFC 4151 §2.1: an id names domain, day in the publication's zone, and key", () => {
  const midnight = Date.UTC(2023, 5, 11, 16);
  expect(mintArticleId("x.example", { timeZone: "Asia/Singapore" }, midnight, "a b/c")).toBe(
    "tag:x.example,2023-06-12:a%20b/c",
  );
  const decomposed = mintArticleId("x.example", { timeZone: "UTC" }, midnight, "cafe\u0301");
  expect(decomposed).toBe("tag:x.example,2023-06-11:caf%C3%A9");
  expect(mintFeedId("x.example,2026-01-01", "categories/russia")).toBe("tag:x.example,2026-01-01:categories/russia");
});

it.each([
  ["its domain", { domain: "news.example" }, "https://wire.example", "news.example"],
  ["its domain, also on this machine", { domain: "news.example" }, "http://localhost:8787", "news.example"],
  ["the host at which it is public", {}, "https://wire.example", "wire.example"],
  ["the host without its port", {}, "https://wire.example:8443", "wire.example"],
  ["nothing on this machine", {}, "http://localhost:8787", undefined],
  ["nothing at an IP address", {}, "http://192.168.1.7:8787", undefined],
  ["the host, where a former version kept localhost", { domain: "localhost" }, "https://wire.example", "wire.example"],
])("RFC 4151 §2.1: a publication's authority is %s", (_, profile, publicUrl, authority) => {
  expect(findAuthority(profile, publicUrl)).toBe(authority);
});
