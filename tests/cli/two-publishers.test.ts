import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApiClient } from "../../cli/api-client.ts";
import { publishFolder } from "../../cli/commands/publish.ts";
import { NODE_PORTS } from "../../cli/transport.ts";
import { commit, git } from "../support/git.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";
import { makeFolder } from "./run-edgewire.ts";

// Two people, or a person and a CI, publish different editions of one folder: the real command before the real API and store.

const MINUTE = 60_000;
const REQUEST = { minor: false, force: false, retractMissing: false, dryRun: false };

let told: string[] = [];

beforeEach(() => {
  told = [];
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockImplementation((line) => told.push(String(line)) > 0);
});

afterEach(() => vi.restoreAllMocks());

type Pass = () => Promise<void>;
const atOnce: Pass = async () => {};

/** Publishes a folder; every request waits for `pass`. Gives what the publisher was told of refusals. */
async function publish(edge: SimulatedEdge, articles: string, pass = atOnce, force = false): Promise<string> {
  const before = told.length;
  const client = createApiClient(PUBLIC_URL, "unused", {
    ...NODE_PORTS,
    sleep: atOnce,
    fetch: async (address, init) => {
      await pass();
      const { status, headers, text } = await edge.callApi(address.slice(PUBLIC_URL.length), "with token", init);
      return new Response(text, { status, headers });
    },
  });
  const thrown = await publishFolder({ ...REQUEST, articles, force }, client).then(() => "", String);
  return [...told.slice(before), thrown].join("\n");
}

/** A folder whose files were all written at one time. */
function makeEdition(name: string, at: number): string {
  const files = {
    "site.yaml": `title: ${name}\ndomain: wire.example\n`,
    "a.md": `---\ntitle: A\ndate: 2026-01-01\n---\n\nThe ${name} text.\n`,
    "b.md": `---\ntitle: B\ndate: 2026-01-02\n---\n\nAlso ${name}.\n`,
  };
  const folder = makeFolder(files);
  for (const file of Object.keys(files)) utimesSync(join(folder, file), at / 1000, at / 1000);
  return folder;
}

function readStored({ store }: SimulatedEdge) {
  const [site] = store.query<{ title: string }>("SELECT profile ->> 'title' AS title FROM site");
  const texts = store.query<{ text: string }>("SELECT text FROM articles ORDER BY key").map(({ text }) => text);
  const [log] = store.query<{ count: number }>("SELECT count(*) AS count FROM revisions WHERE kind = 'profile'");
  return { title: site?.title, texts, profileRevisions: log?.count };
}

const NEWEST = { title: "newer", texts: ["The newer text.", "Also newer."] };

/** Lets requests pass one at a time, in an order drawn by chance. */
function createCrossing(chance: () => number): { pass: Pass; stop: () => void } {
  const waiting: (() => void)[] = [];
  const timer = setInterval(() => {
    const [next] = waiting.splice(Math.floor(chance() * waiting.length), 1);
    next?.();
  }, 1);
  return {
    pass: () => new Promise((resolve) => waiting.push(resolve)),
    stop: () => clearInterval(timer),
  };
}

function setUp() {
  const edge = createSimulatedEdge();
  const older = makeEdition("older", edge.clock.now - 20 * MINUTE);
  const newer = makeEdition("newer", edge.clock.now - 10 * MINUTE);
  return { edge, older, newer };
}

describe("an older and a newer edition", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
    "published at once, crossing %i: both end, the newer stays, the older is told",
    async (seed) => {
      const { edge, older, newer } = setUp();
      const { pass, stop } = createCrossing(createChance(seed));
      await Promise.all([publish(edge, older, pass), publish(edge, newer, pass)]);
      stop();
      // The second try settles it, in either order.
      expect(await publish(edge, newer)).toBe("");
      expect(await publish(edge, older)).toContain("An older edition");
      const { profileRevisions, ...stored } = readStored(edge);
      expect(stored).toEqual(NEWEST);
      expect(profileRevisions).toBeLessThanOrEqual(2);
    },
  );

  it("published in turn for an hour: two editions make two revisions at most, and the older is told each time", async () => {
    const { edge, older, newer } = setUp();
    for (let run = 0; run < 30; run += 1) {
      const isOlder = run % 2 === 0;
      const answer = await publish(edge, isOlder ? older : newer);
      expect(answer.includes("An older edition")).toBe(isOlder && run > 0);
      edge.clock.now += 2 * MINUTE;
    }
    expect(readStored(edge)).toEqual({ ...NEWEST, profileRevisions: 2 });
  });

  it("--force publishes the older one on purpose, and it stays until there is a newer edition", async () => {
    const { edge, older, newer } = setUp();
    vi.setSystemTime(edge.clock.now);
    await publish(edge, newer);
    expect(await publish(edge, older, atOnce, true)).toBe("");
    expect(await publish(edge, newer)).toContain("An older edition");
    expect(readStored(edge).title).toBe("older");
    vi.useRealTimers();
  });
});

describe("published from git", () => {
  const T = Date.UTC(2026, 10, 1);
  const article = (text: string) => `---\ntitle: A\ndate: 2026-01-01\n---\n\n${text}\n`;

  /** A repository of an article that was edited, and a clone of it from before the next commit. */
  function makeClones() {
    const origin = makeFolder({ "site.yaml": "title: Git\ndomain: wire.example\n", "a.md": article("First.") });
    git(origin, ["init", "-q"]);
    commit(origin, T);
    writeFileSync(join(origin, "a.md"), article("An edit."));
    commit(origin, T + MINUTE);
    const old = makeFolder({});
    git(old, ["clone", "-q", origin, "."]);
    return { origin, old };
  }

  it("a git revert goes through, and a checkout from before it cannot turn it back", async () => {
    const edge = createSimulatedEdge();
    const { origin, old } = makeClones();
    await publish(edge, origin);
    expect(readStored(edge).texts).toEqual(["An edit."]);
    git(origin, ["revert", "--no-edit", "HEAD"], T + 2 * MINUTE);
    expect(await publish(edge, origin)).toBe("");
    expect(readStored(edge).texts).toEqual(["First."]);
    expect(await publish(edge, old)).toContain("An older edition");
    expect(readStored(edge).texts).toEqual(["First."]);
  });

  it("a revert of an edit that was never published keeps out whoever comes late with the edit", async () => {
    const edge = createSimulatedEdge();
    const { origin, old } = makeClones();
    const first = makeFolder({});
    git(first, ["clone", "-q", origin, "."]);
    git(first, ["checkout", "-q", "HEAD~1"]);
    await publish(edge, first);
    git(origin, ["revert", "--no-edit", "HEAD"], T + 2 * MINUTE);
    expect(await publish(edge, origin)).toBe("");
    expect(await publish(edge, old)).toContain("An older edition");
    expect(readStored(edge).texts).toEqual(["First."]);
  });
});
