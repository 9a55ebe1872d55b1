import { describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// What a PUT makes itself depend on, over HTTP before the real store.

const SITE = "title: Two\ndomain: two.example\n";
const write = (words: string) => `---\ntitle: Cats\ndate: 2026-01-02\n---\n\n${words}\n`;

type Fields = Readonly<Record<string, string>>;

function put(edge: SimulatedEdge, path: string, body: string, headers: Fields = {}) {
  return edge.callApi(path, "with token", {
    method: "PUT",
    body,
    headers: { "content-type": "text/markdown", ...headers },
  });
}

async function setUp() {
  const edge = createSimulatedEdge();
  const site = await put(edge, "/api/site", SITE, { "edgewire-edition": at(edge, -60) });
  const article = await put(edge, "/api/articles/cats", write("First."), { "edgewire-edition": at(edge, -60) });
  return { edge, site, article };
}

/** A time by the simulated clock, seconds away from now. */
function at({ clock }: SimulatedEdge, seconds: number): string {
  return new Date(clock.now + seconds * 1000).toISOString();
}

const TARGETS = [
  ["an article", "/api/articles/cats", write("Second.")],
  ["the profile", "/api/site", SITE.replace("Two", "Second")],
] as const;

describe.each(TARGETS)("PUT of %s", (_, path, body) => {
  it("made before what is stored: 409 names both times and the way on, and nothing is stored", async () => {
    const { edge } = await setUp();
    const before = (await edge.callApi(path, "with token")).text;
    const { status, text } = await put(edge, path, body, { "edgewire-edition": at(edge, -61) });
    const problem = JSON.parse(text) as { type: string; detail: string };
    expect([status, problem.type]).toEqual([409, expect.stringMatching(/older-edition$/)]);
    expect(problem.detail).toContain("2026-11-23T11:58:59Z");
    expect(problem.detail).toContain("2026-11-23T11:59:00Z");
    expect(problem.detail).toContain("--force");
    expect((await edge.callApi(path, "with token")).text).toBe(before);
  });

  it.each([
    ["later", -59],
    ["at the same time", -60],
    ["in the future, which counts as now", 86_400],
  ])("made %s: taken", async (_, seconds) => {
    const { edge } = await setUp();
    expect((await put(edge, path, body, { "edgewire-edition": at(edge, seconds) })).status).toBeLessThan(300);
  });

  it("from the future keeps out no later one", async () => {
    const { edge } = await setUp();
    await put(edge, path, body, { "edgewire-edition": at(edge, 86_400) });
    edge.clock.now += 1000;
    const { status } = await put(edge, path, body.replace("Second", "Third"), { "edgewire-edition": at(edge, 0) });
    expect(status).toBe(200);
  });

  it("of which nothing is said counts as made now: an older file does not turn it back", async () => {
    const { edge } = await setUp();
    expect((await put(edge, path, body)).status).toBe(200);
    const older = await put(edge, path, body.replace("Second", "Third"), { "edgewire-edition": at(edge, -30) });
    expect(older.status).toBe(409);
  });

  it("the same content in a later edition is unchanged, and an edition between the two is refused from then on", async () => {
    const { edge } = await setUp();
    const same = path === "/api/site" ? SITE : write("First.");
    const later = await put(edge, path, same, { "edgewire-edition": at(edge, -10) });
    expect(later.text).toContain('"outcome":"unchanged"');
    expect((await put(edge, path, body, { "edgewire-edition": at(edge, -20) })).status).toBe(409);
  });

  it("a time that is no RFC 3339: 400 with an example", async () => {
    const { edge } = await setUp();
    const { status, text } = await put(edge, path, body, { "edgewire-edition": "yesterday" });
    expect([status, text.includes('found \\"yesterday\\"; send for example')]).toEqual([400, true]);
  });

  it.each([
    ["If-Match names what is stored", (tag: string) => ({ "if-match": tag }), 200],
    ["If-Match names something else", () => ({ "if-match": '"0000"' }), 412],
    ["If-Match: *", () => ({ "if-match": "*" }), 200],
    ["If-None-Match: *", () => ({ "if-none-match": "*" }), 412],
    ["If-None-Match names what is stored", (tag: string) => ({ "if-none-match": tag }), 412],
    ["If-None-Match names something else", () => ({ "if-none-match": '"0000"' }), 200],
  ])("RFC 9110 §13.1: %s", async (_, condition, expected) => {
    const { edge } = await setUp();
    const tag = (await edge.callApi(path, "with token")).headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[0-9a-f]{64}"$/);
    expect((await put(edge, path, body, condition(tag))).status).toBe(expected);
  });

  it("the answer's ETag is that of what is stored now", async () => {
    const { edge } = await setUp();
    const { headers } = await put(edge, path, body);
    expect(headers.get("etag")).toBe((await edge.callApi(path, "with token")).headers.get("etag"));
  });
});

describe("If-None-Match: * (RFC 9110 §13.1.2)", () => {
  it.each([
    ["an article that is not there is created", "/api/articles/dogs", write("New."), 201],
    ["a profile that is not there is stored", "/api/site", SITE, 200],
  ])("%s", async (_, path, body, status) => {
    const edge = createSimulatedEdge();
    if (path !== "/api/site") await put(edge, "/api/site", SITE);
    expect((await put(edge, path, body, { "if-none-match": "*" })).status).toBe(status);
  });
});

describe("a former address that another article has", () => {
  it("is dropped with a finding that names the holder", async () => {
    const { edge } = await setUp();
    const claim = (title: string) => `---\ntitle: ${title}\ndate: 2026-01-02\naliases: [/old]\n---\n\nText.\n`;
    await put(edge, "/api/articles/first", claim("First"));
    const { status, text } = await put(edge, "/api/articles/second", claim("Second"));
    const { findings } = JSON.parse(text) as { findings: { reason: string; message: string }[] };
    expect([status, findings.map(({ reason }) => reason)]).toEqual([201, ["alias-taken"]]);
    expect(findings[0]?.message).toContain('"/old" belongs to the article "first"');
  });
});
