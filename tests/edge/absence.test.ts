import { beforeEach, describe, expect, test } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
const ADDRESSES = ["/nowhere", "/articles/nothing", "/categories/nothing/", "/archive/0/", "/archive/7/"];

let edge: SimulatedEdge;

beforeEach(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, "title: Wire\ndomain: wire.example\n");
  await edge.publish(0, "kept", "---\ntitle: Kept\nslug: kept\ndate: 2026-01-01\n---\n\nText.\n");
  await edge.publish(0, "lost", "---\ntitle: Lost\nslug: lost\ndate: 2026-01-02\n---\n\nText.\n");
});

describe.each(ADDRESSES)("404 at %s", (path) => {
  test("people get a page that helps them on", async () => {
    const { status, text, headers } = await edge.poll(0, path, { headers: BROWSER });
    expect([status, headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(headers.get("vary")).toBe("Accept, Accept-Encoding");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(text).toContain('href="/articles/kept"');
  });

  test("machines get a line of text", async () => {
    for (const accept of [undefined, "*/*", "application/rss+xml"]) {
      const { status, text, headers } = await edge.poll(0, path, { headers: accept ? { accept } : {} });
      expect([status, headers.get("content-type"), headers.get("vary")]).toEqual([
        404,
        "text/plain; charset=utf-8",
        "Accept, Accept-Encoding",
      ]);
      expect(text.split("\n")).toHaveLength(2);
    }
  });
});

test.each(["/categories/nothing/rss.xml", "/archive/7/feed.json"])(
  "a feed that is not there is short text: %s",
  async (path) => {
    const { status, headers } = await edge.poll(0, path, { headers: BROWSER });
    expect([status, headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
  },
);

test("410: a retracted article's page shows its notice, as text", async () => {
  await edge.retract(0, "lost");
  edge.clock.now += 3000;
  const { status, text, headers } = await edge.poll(0, "/articles/lost", { headers: BROWSER });
  expect([status, headers.get("content-type")]).toEqual([410, "text/html; charset=utf-8"]);
  const plain = await edge.poll(0, "/articles/lost");
  const [, notice = ""] = /^410: (.+?) Current feeds/.exec(plain.text) ?? [];
  expect(notice.length).toBeGreaterThan(10);
  expect(text).toContain(`<p class="notice">${notice}</p>`);
  expect(text).toContain('href="/articles/kept"');
  expect(text).not.toContain("\u0002");
});

test("while the store does not answer and no page was kept, there is text", async () => {
  edge.store.before = () => Promise.reject(new Error("down"));
  const { status, headers } = await edge.poll(1, "/nowhere", { headers: BROWSER });
  expect([status, headers.get("content-type")]).toEqual([404, "text/plain; charset=utf-8"]);
});

test("many 404s cost the store nothing more than the head", async () => {
  await edge.poll(0, "/nowhere", { headers: BROWSER });
  const before = edge.asked.filter((path) => path.includes("/rendering/")).length;
  for (let number = 0; number < 20; number += 1) await edge.poll(0, `/nowhere-${number}`, { headers: BROWSER });
  expect(edge.asked.filter((path) => path.includes("/rendering/")).length).toBe(before);
});
