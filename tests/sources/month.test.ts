import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { createSimulatedEdge } from "../support/simulated-edge.ts";
import { createSimulatedSources, type SimulatedSources } from "../support/simulated-sources.ts";
import { type Behaviour, behaviours, createSite, type Post } from "./month.ts";

// Ten publications, followed for a month: each posts once a day, and edits a post every third day.

const HOUR_MS = 3_600_000;
const DAYS = 30;
const edge = createSimulatedEdge();
const begin = edge.clock.now;
const posts = new Map<string, Post[]>(behaviours.map(({ name }) => [name, []]));
/** When a post appeared or was edited at its source, and when our readers had it. */
const delays = new Map<string, number[]>();
const waiting: { readonly name: string; readonly post: Post; readonly at: number }[] = [];
let sources: SimulatedSources;

const dayOf = () => Math.floor((edge.clock.now - begin) / (24 * HOUR_MS));

function change(behaviour: Behaviour, day: number): void {
  const list = posts.get(behaviour.name) ?? [];
  const at = edge.clock.now;
  const html = `<p>Story ${day} of ${behaviour.name}.</p>`;
  list.push({ number: day, title: `${behaviour.name}, day ${day}`, html, date: at - 60_000, updated: at });
  const old = list.at(-3);
  if (day % 3 === 2 && old !== undefined)
    list[list.length - 3] = { ...old, html: `<p>Mended on day ${day}.</p>`, updated: at };
  for (const post of list) if (post.updated === at) waiting.push({ name: behaviour.name, post, at });
}

async function tellGhost(): Promise<void> {
  const post = posts.get("ghost")?.at(-1);
  const secret = (await sources.store.findSource("ghost"))?.secret;
  if (post === undefined || secret === undefined) return;
  const current = {
    id: post.number.toString(16).padStart(24, "0"),
    title: post.title,
    html: post.html,
    status: "published",
    visibility: "public",
    published_at: new Date(post.date).toISOString(),
    url: `https://ghost.example/posts/${post.number}-story/`,
  };
  const body = JSON.stringify({ post: { current, previous: {} } });
  const time = edge.clock.now;
  const signature = createHmac("sha256", secret).update(`${body}${time}`).digest("hex");
  const headers = { "content-type": "application/json", "x-ghost-signature": `sha256=${signature}, t=${time}` };
  expect((await sources.call("/sources/ghost", { method: "POST", body, headers })).status).toBe(202);
}

/** Records the awaited posts that readers can see now. */
function look(): void {
  const rows = edge.store.query<{ key: string; title: string; html: string }>(
    "SELECT key, title, html FROM articles WHERE state = 'published' AND changed_at >= ?1",
    edge.clock.now - 4 * HOUR_MS,
  );
  for (let index = waiting.length - 1; index >= 0; index -= 1) {
    const { name, post, at } = waiting[index] ?? { name: "", post: undefined, at: 0 };
    const isThere = rows.some((row) => row.key.startsWith(`sources/${name}/`) && row.html.includes(post?.html ?? ""));
    if (!isThere) continue;
    delays.set(name, [...(delays.get(name) ?? []), edge.clock.now - at]);
    waiting.splice(index, 1);
  }
}

beforeAll(async () => {
  const sites = new Map(
    behaviours.map((one) => [
      new URL(one.from).host,
      createSite(one, () => ({ posts: posts.get(one.name) ?? [], day: dayOf() })),
    ]),
  );
  sources = createSimulatedSources(edge, sites);
  const rules = behaviours.map(
    ({ name, from }) => `  - { name: ${name}, from: "${from}", content: full, retract: true }\n`,
  );
  await edge.putSite(0, `title: The Wire\ndomain: wire.example\nsources:\n${rules.join("")}`);
  for (let day = 0; day < DAYS; day += 1) {
    for (const [index, behaviour] of behaviours.entries()) {
      // Not all at the same hour.
      await sources.runUntil(begin + day * 24 * HOUR_MS + index * HOUR_MS, look);
      change(behaviour, day);
      if (behaviour.name === "ghost") await tellGhost();
      look();
    }
    await sources.runUntil(begin + (day + 1) * 24 * HOUR_MS, look);
  }
}, 300_000);

interface ArticleRow {
  id: string;
  key: string;
  title: string;
  state: string;
  published_at: number;
}

describe.each(behaviours)("$name", (behaviour) => {
  const { name, idOf, fails, paceMs } = behaviour;
  const articles = () =>
    edge.store.query<ArticleRow>(
      "SELECT id, key, title, state, published_at FROM articles WHERE key LIKE ?1 ORDER BY published_at",
      `sources/${name}/%`,
    );
  const shown = () => (posts.get(name) ?? []).filter((_, day) => fails?.(day) === undefined);

  it("every article is there once, with the date and the id of the source, and none was retracted", () => {
    const wanted = shown().map((post) => ({
      title: post.title,
      state: "published",
      // RSS has no fractions of a second.
      published_at: Math.floor(post.date / 1000) * 1000,
      ...(idOf(post) !== "" && { id: idOf(post) }),
    }));
    expect(articles()).toMatchObject(wanted);
    expect(articles()).toHaveLength(wanted.length);
  });

  it("a new or edited post is published within one poll", () => {
    const times = delays.get(name) ?? [];
    expect(times.length).toBeGreaterThanOrEqual(shown().length);
    // A document that was cut short is asked for again after five minutes.
    const longest = Math.max(paceMs, 2 * HOUR_MS) + (name === "broken" ? 10 : 2) * 60_000;
    expect(Math.max(...times)).toBeLessThanOrEqual(longest);
  });

  it("the source is polled no more often than it allows", () => {
    const times = sources.asked
      .filter(({ url }) => new URL(url).host === new URL(behaviour.from).host)
      .map(({ at }) => at);
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(paceMs);
    expect(times.length).toBeLessThan(DAYS * 40);
  });
});

it("a webhook is there at once", () => {
  // Of the mended posts Ghost tells nothing in this history: the next poll finds them.
  expect((delays.get("ghost") ?? []).filter((delay) => delay === 0).length).toBeGreaterThanOrEqual(DAYS - 1);
});

it("a source that has gone away is named with the day since when", async () => {
  const report = (await sources.store.listReports()).find(({ name }) => name === "leaving");
  expect(report?.state.problem).toContain("gone for good");
  expect(report?.state.failingSince).toBeLessThanOrEqual(begin + 10 * 24 * HOUR_MS + 3 * HOUR_MS);
});
