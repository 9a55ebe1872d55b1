import { describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedEdge, type SimulatedPoll } from "../support/simulated-edge.ts";
import { createVirtualTime, type VirtualTime } from "../support/virtual-time.ts";

// What strangers can make the store do: 1,000 requests within 50 seconds, on a simulated clock.

const REQUESTS = 1000;
const EVERY_MS = 50;
const BROWSER = { accept: "text/html" };

interface Scene {
  readonly edge: SimulatedEdge;
  readonly time: VirtualTime;
  /** Round trips to the store since the last call. */
  takeBatches(): number;
}

async function createScene(): Promise<Scene> {
  let time: VirtualTime | undefined;
  const edge = createSimulatedEdge({
    isolates: 2,
    sleep: (milliseconds) => time?.sleep(milliseconds) ?? Promise.resolve(),
  });
  time = createVirtualTime(edge.clock);
  await edge.putSite(0, "title: Wire\ndomain: wire.example\ncategories: [Harbour, Weather]\n");
  for (let number = 0; number < 30; number += 1) {
    const category = number === 0 ? "categories: [Harbour]\n" : "";
    const alias = number === 1 ? "aliases: [/former/address]\n" : "";
    await edge.publish(
      0,
      `a-${number}`,
      `---\ntitle: A ${number}\ndate: 2026-01-02\n${category}${alias}---\n\nText.\n`,
    );
  }
  edge.clock.now += 10_000;
  let batches = 0;
  edge.store.before = async () => {
    batches += 1;
  };
  return {
    edge,
    time,
    takeBatches() {
      const taken = batches;
      batches = 0;
      return taken;
    },
  };
}

type Describe = (number: number) => readonly [path: string, poll?: SimulatedPoll];

async function pollMany({ edge, time }: Scene, describeRequest: Describe): Promise<number[]> {
  const answers: Promise<{ readonly status: number }>[] = [];
  for (let number = 0; number < REQUESTS; number += 1) {
    answers.push(edge.poll(0, ...describeRequest(number)));
    await time.runUntil(edge.clock.now + EVERY_MS);
  }
  await time.runUntil(edge.clock.now + 20_000);
  return (await Promise.all(answers)).map(({ status }) => status);
}

const tag = (number: number, epoch = "0123456789ab"): SimulatedPoll => ({
  headers: { "if-none-match": `W/"${number}-${epoch}"` },
});

/** Plain requests of the same kind: what the others may cost twice. */
const plain = {
  feed: (): ReturnType<Describe> => ["/rss.xml"],
  page: (): ReturnType<Describe> => ["/articles/a-7", { headers: BROWSER }],
} satisfies Record<string, Describe>;

const LOG = 31;

describe("1,000 requests that strangers make up cost the store at most twice what 1,000 plain ones do", () => {
  it.each<[string, Describe, Describe, number]>([
    ["claims of any revision", plain.feed, (number) => ["/rss.xml", tag(10 ** 9 + number)], 200],
    ["claims just above the log", plain.feed, (number) => ["/rss.xml", tag(LOG + 1 + (number % 40))], 200],
    [
      "claims below the log, of a feed that rests",
      plain.feed,
      (n) => ["/categories/harbour/rss.xml", tag(4 + (n % 20))],
      200,
    ],
    ["unknown articles", plain.feed, (number) => [`/articles/made-up-${number}`], 404],
    [
      "unknown articles, by a browser",
      plain.page,
      (number) => [`/articles/made-up-${number}`, { headers: BROWSER }],
      404,
    ],
    ["unknown feeds", plain.feed, (number) => [`/tags/made-up-${number}/atom.xml`], 404],
    ["unknown paths", plain.feed, (number) => [`/made/up/${number}.html`], 404],
    ["unknown scripts with a query", plain.feed, (number) => [`/item.php?id=${number}`], 404],
    ["unknown archive pages", plain.feed, (number) => [`/archive/${number + 5}/rss.xml`], 404],
    ["archive pages of unknown feeds", plain.feed, (number) => [`/tags/made-up-${number}/archive/1/rss.xml`], 404],
    ["unknown parts of the sitemap", plain.feed, (number) => [`/sitemaps/${number + 2}.xml`], 404],
    ["unknown keys", plain.feed, (number) => [`/${"k".repeat(8)}${number}.txt`], 404],
    ["unknown short links", plain.feed, (number) => [`/?p=${number}`], 200],
  ])("%s", async (_what, describePlain, describeForged, status) => {
    const scene = await createScene();
    await pollMany(scene, describePlain);
    const allowed = 2 * scene.takeBatches();
    const other = await createScene();
    expect(new Set(await pollMany(other, describeForged))).toEqual(new Set([status]));
    expect(other.takeBatches()).toBeLessThanOrEqual(allowed);
  });
});

describe("while strangers make up addresses", () => {
  async function flood(scene: Scene, requests = 200): Promise<void> {
    for (let number = 0; number < requests; number += 1) void scene.edge.poll(0, `/articles/flood-${number}`);
    await scene.time.runUntil(scene.edge.clock.now + 5000);
    for (let number = 0; number < requests; number += 1)
      void scene.edge.poll(0, `/articles/flood-${requests + number}`);
  }

  it.each([
    ["an article", "/articles/a-9", 200],
    ["a feed that has not been asked for yet", "/categories/harbour/atom.xml", 200],
    ["an article's former address", "/former/address", 301],
    ["an archive page", "/archive/1/rss.xml", 200],
  ])("%s does not wait", async (_what, path, status) => {
    const scene = await createScene();
    await flood(scene);
    const { now } = scene.edge.clock;
    expect((await scene.edge.poll(0, path)).status).toBe(status);
    expect(scene.edge.clock.now).toBe(now);
  });

  it.each(["from this isolate", "from another"])("what is published meanwhile is there, %s", async (where) => {
    const scene = await createScene();
    const { edge, time } = scene;
    await flood(scene);
    await edge.publish(
      where === "from another" ? 1 : 0,
      "fresh",
      "---\ntitle: Fresh\ndate: 2026-01-03\n---\n\nText.\n",
    );
    const answer = edge.poll(0, "/articles/fresh");
    await time.runUntil(edge.clock.now + 4000);
    expect((await answer).status).toBe(200);
  });

  it("an embargoed article is found when it is due, and its name is not known before", async () => {
    const scene = await createScene();
    const { edge, time } = scene;
    const due = new Date(edge.clock.now + 60_000).toISOString();
    await edge.publish(0, "secret", `---\ntitle: Secret\ndate: ${due}\n---\n\nText.\n`);
    await flood(scene);
    scene.takeBatches();
    const asked = Promise.all([edge.poll(0, "/articles/secret"), edge.poll(0, "/articles/not-there")]);
    await time.runUntil(edge.clock.now + 4000);
    expect((await asked).map(({ status }) => status)).toEqual([404, 404]);
    expect(edge.asked.filter((path) => path.includes("secret"))).toEqual([]);
    await time.runUntil(edge.clock.now + 60_000);
    const answer = edge.poll(0, "/articles/secret");
    await time.runUntil(edge.clock.now + 8000);
    expect((await answer).status).toBe(200);
  });
});

describe("a client that holds something newer", () => {
  it("waits for the next question rather than be sent back, while strangers claim what is not there", async () => {
    const scene = await createScene();
    const { edge, time } = scene;
    await edge.poll(0, "/rss.xml");
    for (let number = 0; number < 50; number += 1) void edge.poll(0, "/rss.xml", tag(LOG + 1 + number));
    await time.runUntil(edge.clock.now + 500);
    await edge.publish(1, "fresh", "---\ntitle: Fresh\ndate: 2026-01-03\n---\n\nText.\n");
    const newer = (await edge.poll(1, "/rss.xml")).headers.get("etag") ?? "";
    const answer = edge.poll(0, "/rss.xml", { headers: { "if-none-match": newer } });
    await time.runUntil(edge.clock.now + 2200);
    expect((await answer).status).toBe(304);
  });
});
