import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createApiClient } from "../../cli/api-client.ts";
import { publishFolder } from "../../cli/commands/publish.ts";
import { NODE_PORTS } from "../../cli/transport.ts";
import { makeFolder } from "../cli/run-edgewire.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";
import { type EditorialChange, type Files, FOLDER } from "./editorial/change.ts";
import { feedChanges } from "./editorial/feed-changes.ts";
import { fileChanges } from "./editorial/file-changes.ts";

// Ordinary editing, published as a publisher does it, and seen as readers see it. Each row of the tables says what it is about; for
// all of them the addresses and ids that readers knew go on.

const DOCUMENTS = ["rss.xml", "atom.xml", "feed.json", ""];

interface Newsroom {
  readonly edge: SimulatedEdge;
  /** Writes the folder as it is from now on, publishes it, and returns what the command said. */
  publish(files: Files, flags?: EditorialChange["flags"]): Promise<string>;
}

afterEach(() => {
  vi.restoreAllMocks();
});

function openNewsroom(): Newsroom {
  const edge = createSimulatedEdge();
  const folder = makeFolder({});
  const said: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => said.push(String(text)) > 0);
  }
  const client = createApiClient(PUBLIC_URL, "unused", {
    ...NODE_PORTS,
    fetch: async (address, init) => {
      const { status, headers, text } = await edge.callApi(address.slice(PUBLIC_URL.length), "with token", init);
      return new Response(text, { status, headers });
    },
  });
  return {
    edge,
    async publish(files, { answer, ...flags } = {}) {
      for (const [path, text] of Object.entries(files)) placeFile(join(folder, path), text, edge.clock.now);
      said.length = 0;
      const request = {
        articles: folder,
        to: PUBLIC_URL,
        minor: false,
        force: false,
        dryRun: false,
        retractMissing: false,
        ...flags,
        ask: answer === undefined ? undefined : async (question: string) => said.push(question) > 0 && answer,
      };
      const { isGood } = await publishFolder(request, client);
      if (!isGood) throw new Error(said.join(""));
      // Readers of another isolate see it after two seconds.
      edge.clock.now += 10_000;
      return said.join("");
    },
  };
}

function placeFile(path: string, content: string | Uint8Array | undefined, now: number): void {
  if (content === undefined) {
    rmSync(path, { force: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  utimesSync(path, now / 1000, now / 1000);
}

/** "200" and the titles of the entries of a JSON Feed; "301" and the path; else the status. */
async function readAnswer(edge: SimulatedEdge, path: string): Promise<string> {
  const { status, headers, text } = await edge.poll(0, path);
  if (status === 301) return `301 ${headers.get("location")?.slice(PUBLIC_URL.length)}`;
  if (status !== 200 || !path.endsWith("/feed.json")) return String(status);
  const { items } = JSON.parse(text) as { items: { title: string }[] };
  return ["200", items.map(({ title }) => title).join(", ")].filter((part) => part !== "").join(" ");
}

const readAnswers = (edge: SimulatedEdge, paths: readonly string[]) =>
  Promise.all(paths.map(async (path) => [path, await readAnswer(edge, path)] as const));

interface Known {
  /** Of feeds the folder, of articles the page. */
  readonly addresses: readonly string[];
  readonly ids: ReadonlyMap<string, string>;
}

/** Every address that readers may have, and the ids of the articles by key. */
async function listKnown(edge: SimulatedEdge): Promise<Known> {
  const { articles } = JSON.parse((await edge.callApi("/api/articles", "with token")).text) as {
    articles: { key: string; id: string; slug: string | null }[];
  };
  const { feeds } = JSON.parse((await edge.callApi("/api/feeds", "with token")).text) as {
    feeds: { url: string; state: string; articles: number }[];
  };
  const shown = feeds.filter(({ articles: count }) => count > 0);
  return {
    addresses: [
      ...shown.map(({ url }) => url.slice(PUBLIC_URL.length)),
      // A draft that no reader has seen has none.
      ...articles.flatMap(({ slug }) => (slug === null ? [] : [`/articles/${slug}`])),
    ],
    ids: new Map(articles.map(({ key, id }) => [key, id])),
  };
}

/** A feed or page that was there is there, or leads in one step to one that is. */
async function expectKept(edge: SimulatedEdge, address: string, { ends = [], hides = [] }: EditorialChange) {
  for (const path of address.endsWith("/") ? DOCUMENTS.map((name) => address + name) : [address]) {
    const answer = await readAnswer(edge, path);
    const [status = "", ...rest] = answer.split(" ");
    const end = status === "301" ? (await readAnswer(edge, rest.join(" "))).slice(0, 3) : status;
    const wanted = ends.includes(address) ? "410" : hides.includes(address) ? "404" : "200";
    expect([path, end], answer).toEqual([path, wanted]);
  }
}

/** An article that goes on has its id, whatever its file is called; a new one has none that was given out. */
function expectSameIds(before: Known["ids"], after: Known["ids"], moved: EditorialChange["moved"] = {}): void {
  const given = new Set(before.values());
  for (const [key, id] of after) {
    const former = Object.entries(moved).find(([, now]) => now === key)?.[0] ?? key;
    // Another article may take the name that a file had.
    const goesOn = before.has(former) && moved[key] === undefined;
    expect([key, goesOn ? id === before.get(former) : !given.has(id)]).toEqual([key, true]);
  }
  for (const [from, to] of Object.entries(moved)) expect([from, after.get(to)]).toEqual([from, before.get(from)]);
}

const changes = [...feedChanges, ...fileChanges];

describe("conformance 18, 39 and 70: what readers know goes on while", { timeout: 60_000 }, () => {
  it.each(changes)("$what", async (change) => {
    const { edge, publish } = openNewsroom();
    await publish({ ...FOLDER, ...change.before });
    const paths = Object.keys(change.answers);
    const wanted = (index: 0 | 1) => Object.entries(change.answers).map(([path, answers]) => [path, answers[index]]);
    expect(await readAnswers(edge, paths)).toEqual(wanted(0));
    const before = await listKnown(edge);
    const said = await publish(change.after, change.flags);
    await change.afterwards?.(edge);
    edge.clock.now += 10_000;
    expect(await readAnswers(edge, paths)).toEqual(wanted(1));
    for (const address of before.addresses) await expectKept(edge, address, change);
    expectSameIds(before.ids, (await listKnown(edge)).ids, change.moved);
    for (const line of change.says ?? []) expect(said).toMatch(line);
  });

  it("the file of a retracted article is renamed: the article stays taken back", async () => {
    const { edge, publish } = openNewsroom();
    await publish(FOLDER);
    await edge.callApi("/api/articles/ferry", "with token", { method: "DELETE" });
    const said = await publish({ "ferry.md": undefined, "boats/ferry.md": FOLDER["ferry.md"] });
    expect(said).toMatch(/retracted .*ferry\.md: not sent; npx edgewire restore ferry brings it back/);
    expect(await readAnswers(edge, ["/articles/ferry", "/articles/ferry-2026"])).toEqual([
      ["/articles/ferry", "410"],
      ["/articles/ferry-2026", "404"],
    ]);
  });

  it("forty changes are in the tables", () => {
    expect(changes.length).toBeGreaterThanOrEqual(40);
    expect(new Set(changes.map(({ what }) => what)).size).toBe(changes.length);
  });
});
