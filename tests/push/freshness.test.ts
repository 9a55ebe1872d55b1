import { describe, expect, it } from "vitest";
import { acceptRequest } from "../../src/push/accept-request.ts";
import { noteCommit } from "../../src/push/plan.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, HUB_URL, type SimulatedHub } from "../support/simulated-hub.ts";

// NewsBlur fetches the feed when it is told of a change: whatever it reaches must have what it was told of.

const ROUNDS = 1000;
const ISOLATES = 4;
const PATHS = ["/rss.xml", "/atom.xml", "/feed.json"];

const versionOf = (text: string) =>
  Math.max(...Array.from(text.matchAll(/Version (\d+)/g), ([, number]) => Number(number)));

interface World {
  readonly edge: SimulatedEdge;
  readonly hub: SimulatedHub;
  /** A whole number below. */
  readonly draw: (below: number) => number;
  readonly receipts: { count: number; readonly older: string[] };
  readonly publish: (dueInMs: number) => Promise<void>;
}

function createWorld(seed: number, hasWorkersCache: boolean): World {
  const chance = createChance(seed);
  const draw = (below: number) => Math.floor(chance() * below);
  const edge = createSimulatedEdge({ isolates: ISOLATES, colos: 2, hasWorkersCache });
  const receipts: World["receipts"] = { count: 0, older: [] };
  const hub = createSimulatedHub({
    db: edge.store.db,
    clock: edge.clock,
    chance,
    async fetch(address, { method, body }) {
      const { pathname, searchParams } = new URL(address);
      if (method === "GET") return new Response(searchParams.get("hub.challenge"));
      const pushed = versionOf(Buffer.from(body as Uint8Array).toString());
      receipts.count += 1;
      for (let isolate = 0; isolate < ISOLATES; isolate += 1) {
        const fetched = versionOf((await edge.poll(isolate, pathname)).text);
        if (fetched < pushed) receipts.older.push(`${pathname} told of ${pushed}, fetched ${fetched}`);
      }
      return new Response(null, { status: 204 });
    },
  });
  let version = 0;
  async function publish(dueInMs: number): Promise<void> {
    version += 1;
    const date = new Date(edge.clock.now + dueInMs).toISOString();
    const markdown = `---\ntitle: Version ${version}\ndate: ${date}\n---\n\nText.`;
    // Always through one: the others, and the edge before them, then learn of it by time alone.
    await edge.publish(0, `key-${version % 3}`, markdown);
    await noteCommit(hub.connect());
  }
  return { edge, hub, draw, receipts, publish };
}

async function subscribeToAll({ hub, edge }: World): Promise<void> {
  for (const path of PATHS) {
    const request = {
      dialect: "websub",
      mode: "subscribe",
      leaseSeconds: 2_592_000,
      secret: undefined,
      verifyToken: undefined,
    } as const;
    const callback = `https://subscriber.example${path}`;
    await acceptRequest(
      { ...request, topic: HUB_URL + path, callback },
      { network: path, site: undefined },
      hub.connect(),
    );
  }
  await hub.runUntil(edge.clock.now + 1000);
}

/** One burst of publishing, now and then with something scheduled, until everybody has been told. */
async function runRound({ edge, hub, draw, receipts, publish }: World): Promise<void> {
  const before = receipts.count;
  const pollAndPass = async (most: number) => {
    // Readers make isolates and edges remember heads of every age.
    await edge.poll(1 + draw(ISOLATES - 1), PATHS[draw(PATHS.length)] ?? "");
    await hub.runUntil(edge.clock.now + draw(most));
  };
  for (let poll = draw(5); poll > 0; poll -= 1) await pollAndPass(500);
  for (let burst = draw(3); burst >= 0; burst -= 1) {
    await publish(0);
    for (let poll = draw(4); poll >= 0; poll -= 1) await pollAndPass(900);
  }
  if (draw(20) === 0) await publish(2000 + draw(10_000));
  while (receipts.count < before + PATHS.length) await pollAndPass(700);
}

describe.each([true, false])("fetched on receipt, with Workers Cache: %s", (hasWorkersCache) => {
  it(`what every isolate answers is never older than what was pushed, in ${ROUNDS / 2} rounds`, async () => {
    const seed = hasWorkersCache ? 11 : 12;
    const world = createWorld(seed, hasWorkersCache);
    await world.edge.putSite(0, "title: The Test Wire\ndomain: wire.example");
    await world.publish(0);
    await subscribeToAll(world);
    for (let round = 1; round <= ROUNDS / 2; round += 1) await runRound(world);
    expect(world.receipts.older, `seed ${seed}`).toEqual([]);
    expect(world.receipts.count).toBeGreaterThanOrEqual((ROUNDS / 2) * PATHS.length);
  });
});
