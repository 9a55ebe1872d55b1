import { expect, it, vi } from "vitest";
import { createSimulatedEdge } from "../support/simulated-edge.ts";

it.each([
  ["that knows no lists and answers 404", () => new Response("Not found", { status: 404 })],
  [
    "whose answers mean something else",
    () => new Response("<html>", { headers: { "edgewire-protocol": "0", "edgewire-head": "{}" } }),
  ],
])(
  "beside a publishers' worker %s, pages are unavailable and not gone, feeds are served, and the log says what to do",
  async (_, answer) => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const edge = createSimulatedEdge({ askPublisher: async () => answer() });
    await edge.putSite(0, "title: The Test Wire\ndomain: wire.example");
    await edge.publish(0, "one", "---\ntitle: One\ndate: 2026-01-01\n---\n\nText.");
    for (const path of ["/", "/articles/one", "/sitemap.xml", "/feeds.opml"]) {
      const { status, headers } = await edge.poll(0, path);
      expect([path, status, headers.get("retry-after")]).toEqual([path, 503, "60"]);
    }
    expect((await edge.poll(0, "/rss.xml")).status).toBe(200);
    const logged = errors.mock.calls.flat().map(String).join("\n");
    expect(logged).toMatch(/speaks protocol (?:none|0), wanted 1: run "npx edgewire deploy"/);
    errors.mockRestore();
  },
);
