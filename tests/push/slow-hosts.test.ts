import { describe, expect, it } from "vitest";
import { noteCommit } from "../../src/push/plan.ts";
import { createChance } from "../support/seeded-chance.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedHub, type SimulatedHub } from "../support/simulated-hub.ts";
import { createVirtualTime, type VirtualTime } from "../support/virtual-time.ts";

// Hosts that hang beside healthy ones, on a simulated clock: no healthy host waits for a slow one.

const SECOND_MS = 1000;
const HANGING_MS = 9500;
const HEALTHY_MS = 20;

interface Scene {
  readonly edge: SimulatedEdge;
  readonly time: VirtualTime;
  readonly hub: SimulatedHub;
  /** When each callback was told, since the last push. */
  readonly told: Map<string, number>;
  /** The most requests in flight at hosts that hang. */
  readonly mostHanging: () => number;
  readonly push: (version: number) => Promise<void>;
}

/** A queue that is read by so many consumers at once: one is what a self-hosted workerd has. */
async function createScene(consumers: number): Promise<Scene> {
  const edge = createSimulatedEdge();
  const { clock, store } = edge;
  const time = createVirtualTime(clock);
  const told = new Map<string, number>();
  let [hanging, mostHanging] = [0, 0];
  const hub = createSimulatedHub({
    db: store.db,
    clock,
    chance: createChance(11),
    sleep: time.sleep,
    async fetch(address) {
      if (new URL(address).hostname.startsWith("hanging-")) {
        hanging += 1;
        mostHanging = Math.max(mostHanging, hanging);
        await time.sleep(HANGING_MS);
        hanging -= 1;
      } else await time.sleep(HEALTHY_MS);
      told.set(address, clock.now);
      return new Response(null, { status: 204 });
    },
  });
  await edge.putSite(0, "title: The Test Wire\ndomain: wire.example");
  await edge.publish(0, "zero", "---\ntitle: Zero\ndate: 2026-01-01\n---\n\nText.");
  const consume = async () => {
    const ports = hub.connect();
    for (;;) {
      const message = hub.take();
      if (message === undefined) await time.sleep(50);
      else await hub.handle(message, ports);
    }
  };
  for (let number = 0; number < consumers; number += 1) consume().catch((error) => console.error(error));
  return {
    edge,
    time,
    hub,
    told,
    mostHanging: () => mostHanging,
    async push(version) {
      told.clear();
      await edge.publish(0, `version-${version}`, `---\ntitle: Version ${version}\ndate: 2026-01-02\n---\n\nText.`);
      await noteCommit(hub.connect());
      await time.runUntil(clock.now + 120 * SECOND_MS);
    },
  };
}

function subscribe({ edge }: Scene, callbacks: readonly string[]): void {
  for (const callback of callbacks) {
    const host = new URL(callback).hostname;
    edge.store.query("INSERT INTO callback_hosts (host) VALUES (?) ON CONFLICT DO NOTHING", host);
    edge.store.query(
      `INSERT INTO subscriptions (dialect, feed, format, callback, host, verified_at, expires_at, cursor, target)
       SELECT 'websub', 'main', 'rss', ?, ?, 0, ?, revision, revision FROM feeds WHERE feed = 'main'`,
      callback,
      host,
      edge.clock.now + 864_000_000,
    );
  }
}

/** How long after the first of the healthy the last one was told. */
function spreadOf({ told }: Scene): { readonly count: number; readonly seconds: number } {
  const times = [...told].filter(([address]) => address.includes("healthy")).map(([, at]) => at);
  return { count: times.length, seconds: (Math.max(...times) - Math.min(...times)) / SECOND_MS };
}

describe.each([1, 5])("with %i consumers of the queue", (consumers) => {
  it("200 healthy hosts do not wait for 60 that hang: within 25 s at the first push, then within 10 s", async () => {
    const scene = await createScene(consumers);
    const names = Array.from({ length: 260 }, (_, number) =>
      number % 13 < 3 ? `hanging-${number}` : `healthy-${number}`,
    );
    subscribe(
      scene,
      names.map((name) => `https://${name}.example/`),
    );
    for (const [version, limit] of [25, 10, 10, 10].entries()) {
      await scene.push(version + 1);
      const { count, seconds } = spreadOf(scene);
      expect(count).toBe(200);
      expect(seconds).toBeLessThanOrEqual(limit);
      expect(scene.told.size, "the hanging ones are told, too").toBe(260);
    }
  }, 60_000);

  it("a host with 12 callbacks that hang delays no other", async () => {
    const scene = await createScene(consumers);
    const slow = Array.from({ length: 12 }, (_, number) => `https://hanging-0.example/${number}`);
    subscribe(scene, [...slow, ...Array.from({ length: 9 }, (_, number) => `https://healthy-${number}.example/`)]);
    for (const version of [1, 2]) {
      await scene.push(version);
      expect(spreadOf(scene)).toMatchObject({ count: 9 });
      expect(spreadOf(scene).seconds).toBeLessThanOrEqual(1);
    }
    expect(scene.mostHanging()).toBe(1);
  }, 60_000);
});

it("a host that has become quick again leaves the slow ones", async () => {
  const scene = await createScene(1);
  subscribe(scene, ["https://healthy-1.example/"]);
  scene.edge.store.query("UPDATE callback_hosts SET answer_ms = 2600");
  const paces: (string | undefined)[] = [];
  const handle = scene.hub.handle.bind(scene.hub);
  scene.hub.handle = (message, ports) => {
    if (message.kind === "hosts") paces.push(message.pace);
    return handle(message, ports);
  };
  for (const version of [1, 2, 3]) await scene.push(version);
  expect(paces).toEqual(["slow", "quick", "quick"]);
});
