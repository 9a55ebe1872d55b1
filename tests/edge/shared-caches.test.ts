import { beforeAll, describe, expect, it } from "vitest";
import { pageHeadersOf } from "../../src/serving/gate/prepared-responses.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";

const edge = createSimulatedEdge();

beforeAll(async () => {
  await edge.putSite(0, "title: Wire\ndomain: wire.example\n");
  await edge.publish(0, "kept", "---\ntitle: Kept\nslug: kept\ndate: 2026-01-01\n---\n\nText.\n");
});

/** RFC 9110 §12.5.5: the edge compresses texts of any status, so that a shared cache must tell its copies apart. */
describe("an answer that is compressed on its way varies by Accept-Encoding", () => {
  it.each([
    ["/", 200],
    ["/rss.xml", 200],
    ["/robots.txt", 200],
    ["/page.js", 200],
    ["/nothing", 404],
    ["/categories/nothing/rss.xml", 404],
    ["/style/0/none/none.css", 404],
    ["/feed", 302],
    ["/feed/", 301],
  ])("%s, %i", async (path, status) => {
    const answer = await edge.poll(0, path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("vary")?.split(", ")).toContain("Accept-Encoding");
  });

  it("the stylesheets that a page names", async () => {
    const { text } = await edge.poll(0, "/", { headers: { accept: "text/html" } });
    const sheets = Array.from(
      text.matchAll(/href="([^"]*\.css)"/g),
      ([, href = ""]) => new URL(href, "http://x").pathname,
    );
    expect(sheets.length).toBeGreaterThan(0);
    for (const path of sheets) {
      const { status, headers } = await edge.poll(0, path);
      expect([path, status, headers.get("vary")]).toEqual([path, 200, "Accept-Encoding"]);
    }
  });
});

describe("a page lets foreign images and sounds in", () => {
  it.each([
    ["https://wire.example", "img-src 'self' https:;", "media-src https:;"],
    ["http://localhost:8787", "img-src 'self' https: http:;", "media-src https: http:;"],
  ])("at %s: %s %s", (publicUrl, ...sources) => {
    const policy = Object.fromEntries(pageHeadersOf(publicUrl))["Content-Security-Policy"];
    for (const source of sources) expect(policy).toContain(source);
  });
});
