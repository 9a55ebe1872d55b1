import { describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// An article's key is the name of its file, in whichever of Unicode's spellings, and wherever the file is moved.

const SITE = "title: Keys\ndomain: keys.example\nauthor: Desk\n";
const NFC = "caf\u00e9";
const NFD = "cafe\u0301";

const text = (title: string, more = "") => `---\ntitle: ${title}\ndate: 2026-01-02\n${more}---\nThe text of it.\n`;

async function open(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  return edge;
}

async function call(edge: SimulatedEdge, method: string, path: string, body?: string) {
  const headers = { "content-type": "text/markdown" };
  const init = body === undefined ? { method } : { method, headers, body };
  const answer = await edge.callApi(encodeURI(path), "with token", init);
  const { key, id, slug, state, outcome, title, type } = JSON.parse(answer.text) as Record<string, string>;
  edge.clock.now += 10_000;
  return { status: answer.status, key, id, slug, state, outcome, title, type };
}

const listKeys = (edge: SimulatedEdge) =>
  edge.store.query<{ key: string }>("SELECT key FROM articles").map(({ key }) => key);

describe.each([
  ["NFC", NFC, NFD],
  ["NFD", NFD, NFC],
])("an article put with a key in %s", (_, first, second) => {
  it("is met by the other spelling: changed, read and retracted as one", async () => {
    const edge = await open();
    const { id } = await call(edge, "PUT", `/api/articles/${first}`, text("One"));
    expect(await call(edge, "PUT", `/api/articles/${second}`, text("Two"))).toMatchObject({ outcome: "updated", id });
    expect(await call(edge, "GET", `/api/articles/${second}`)).toMatchObject({ key: NFC, id, title: "Two" });
    expect(await call(edge, "DELETE", `/api/articles/${second}`)).toMatchObject({ status: 200, state: "retracted" });
    expect(listKeys(edge)).toEqual([NFC]);
  });

  it("was stored in NFD by a former version: both meet it, and any PUT rewrites the key", async () => {
    for (const body of [text("One"), text("Two")]) {
      const edge = await open();
      const { id } = await call(edge, "PUT", `/api/articles/${NFC}`, text("One"));
      edge.store.query(`UPDATE articles SET key = '${NFD}'`);
      expect(await call(edge, "GET", `/api/articles/${first}`)).toMatchObject({ key: NFD, id });
      expect(await call(edge, "PUT", `/api/articles/${first}`, body)).toMatchObject({ key: NFC, id });
      expect(listKeys(edge)).toEqual([NFC]);
    }
  });
});

describe("two articles that a former version stored under both spellings", () => {
  it("are each met by their own", async () => {
    const edge = await open();
    await call(edge, "PUT", `/api/articles/${NFC}`, text("One", "slug: one\n"));
    await call(edge, "PUT", "/api/articles/other", text("Two", "slug: two\n"));
    edge.store.query(`UPDATE articles SET key = '${NFD}' WHERE key = 'other'`);
    expect(await call(edge, "PUT", `/api/articles/${NFD}`, text("Three", "slug: two\n"))).toMatchObject({
      slug: "two",
    });
    expect(await call(edge, "DELETE", `/api/articles/${NFD}`)).toMatchObject({ slug: "two", state: "retracted" });
    expect(await call(edge, "GET", `/api/articles/${NFC}`)).toMatchObject({ slug: "one", state: "published" });
  });
});

describe("a move", () => {
  it("keeps id and address, and the file under the former key is another article with an id of its own", async () => {
    const edge = await open();
    const { id } = await call(edge, "PUT", "/api/articles/ferry", text("Ferry"));
    const moved = await call(edge, "POST", "/api/moves/ferry?to=boats/ferry");
    expect(moved).toMatchObject({ status: 200, key: "boats/ferry", id, slug: "ferry" });
    const other = await call(edge, "PUT", "/api/articles/ferry", text("Another ferry"));
    expect(other).toMatchObject({ status: 201, id: `${id};2`, slug: "ferry-2026" });
    expect(listKeys(edge).toSorted()).toEqual(["boats/ferry", "ferry"]);
  });

  it("is answered alike when it is repeated", async () => {
    const edge = await open();
    await call(edge, "PUT", "/api/articles/ferry", text("Ferry"));
    for (let time = 0; time < 2; time += 1)
      expect(await call(edge, "POST", "/api/moves/ferry?to=boat")).toMatchObject({ status: 200, key: "boat" });
  });

  it.each([
    ["an unknown key", "/api/moves/nothing?to=boat", 404, "not-found"],
    ["a key that another article has", "/api/moves/ferry?to=kite", 409, "key-taken"],
    ["a key that no article can have", "/api/moves/ferry?to=.hidden", 400, "key-invalid"],
    ["no key", "/api/moves/ferry", 400, "key-invalid"],
    ["the key of a source's article", "/api/moves/ferry?to=sources/a/1", 409, "key-fixed"],
  ])("to or from %s is refused", async (_, path, status, reason) => {
    const edge = await open();
    await call(edge, "PUT", "/api/articles/ferry", text("Ferry"));
    await call(edge, "PUT", "/api/articles/kite", text("Kite"));
    const answer = await call(edge, "POST", path);
    expect([answer.status, answer.type?.split(/[/:#]/).at(-1)]).toEqual([status, reason]);
    expect(listKeys(edge).toSorted()).toEqual(["ferry", "kite"]);
  });

  it("out of a folder of drafts publishes, and into one withdraws", async () => {
    const edge = await open();
    await call(edge, "PUT", "/api/articles/drafts/ferry", text("Ferry"));
    expect(await call(edge, "POST", "/api/moves/drafts/ferry?to=ferry")).toMatchObject({ state: "published" });
    expect(await call(edge, "POST", "/api/moves/ferry?to=drafts/ferry")).toMatchObject({ state: "draft" });
  });

  it.each([
    ["by its own request", "POST", "/api/moves/secret?to=boats/secret", undefined],
    ["with its file", "PUT", "/api/articles/boats/secret?from=secret", text("Secret", "embargo: 2026-12-01\n")],
  ])("leaves an embargoed article that was taken back as it is: %s", async (_, method, path, body) => {
    const edge = await open();
    await call(edge, "PUT", "/api/articles/secret", text("Secret", "embargo: 2026-12-01\n"));
    await call(edge, "DELETE", "/api/articles/secret");
    expect(await call(edge, method, path, body)).toMatchObject({ status: 200, key: "boats/secret", state: "draft" });
    edge.clock.now = Date.UTC(2026, 11, 2);
    expect((await edge.poll(0, "/articles/secret")).status).toBe(404);
  });
});

describe("a draft that no reader has seen", () => {
  it("has no address, and claims no former one of another article's", async () => {
    const edge = await open();
    const draft = text("Ferry", "draft: true\naliases: [/old-ferry]\n");
    expect(await call(edge, "PUT", "/api/articles/ferry", draft)).toMatchObject({ status: 201, slug: undefined });
    const other = text("Boat", "slug: ferry\naliases: [/old-ferry]\n");
    expect(await call(edge, "PUT", "/api/articles/boat", other)).toMatchObject({ slug: "ferry" });
    expect((await edge.poll(0, "/old-ferry")).headers.get("location")).toMatch(/\/articles\/ferry$/);
    const published = draft.replace("draft: true\n", "");
    expect(await call(edge, "PUT", "/api/articles/ferry", published)).toMatchObject({ slug: "ferry-2026" });
  });

  it("keeps its address if readers have seen it before", async () => {
    const edge = await open();
    await call(edge, "PUT", "/api/articles/ferry", text("Ferry"));
    expect(await call(edge, "PUT", "/api/articles/ferry", text("Ferry", "draft: true\n"))).toMatchObject({
      slug: "ferry",
      state: "draft",
    });
  });
});
