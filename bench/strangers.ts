/**
 * The work that strangers can cause in the store: round trips and rows of D1 for 1,000 requests, 20 a second, of each kind of route; plain ones,
 * ones with forged validators, and ones for addresses that do not exist. Gate and Origin are the real ones, on a simulated clock, over
 * the D1 of miniflare. `npm run bench:strangers`; the last line is JSON.
 */
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { countRows } from "../tests/support/count-rows.ts";
import { createSimulatedEdge, type SimulatedPoll } from "../tests/support/simulated-edge.ts";
import { createVirtualTime, type VirtualTime } from "../tests/support/virtual-time.ts";
import { describeMachine } from "./machine.ts";
import { fillStore } from "./polls-store.ts";

const ARTICLES = 100;
const REQUESTS = 1000;
const EVERY_MS = 50;

type Describe = (number: number) => readonly [path: string, poll?: SimulatedPoll];

interface RouteKind {
  readonly name: string;
  readonly plain: Describe;
  readonly forged: Describe | undefined;
  readonly unknown: Describe;
}

/** One in three above anything, one in three just above the log, one in three below its end. */
function forgeTag(number: number): Record<string, string> {
  const revision = [10 ** 9 + number, ARTICLES + 1 + (number % 50), ARTICLES - (number % 40)][number % 3];
  return { "if-none-match": `W/"${revision}-0123456789ab"` };
}

const kinds: readonly RouteKind[] = [
  {
    name: "feed",
    plain: () => ["/rss.xml"],
    forged: (number) => ["/rss.xml", { headers: forgeTag(number) }],
    unknown: (number) => [`/tags/made-up-${number}/rss.xml`],
  },
  {
    name: "archive page",
    plain: () => ["/archive/1/atom.xml"],
    forged: (number) => ["/archive/1/atom.xml", { headers: forgeTag(number) }],
    unknown: (number) => [`/archive/${number + 100}/atom.xml`],
  },
  {
    name: "list",
    plain: () => ["/feeds.opml"],
    forged: (number) => ["/feeds.opml", { headers: forgeTag(number) }],
    unknown: (number) => [`/sitemaps/${number + 2}.xml`],
  },
  {
    // Pages are JSX, which Node does not read: beside a feed. `tests/edge/strangers` has them as browsers get them.
    name: "article",
    plain: () => ["/rss.xml"],
    forged: undefined,
    unknown: (number) => [`/articles/made-up-${number}`],
  },
  {
    name: "former address",
    plain: () => ["/former/address"],
    forged: undefined,
    unknown: (number) => [`/made/up/${number}`],
  },
];

interface Cost {
  readonly batches: number;
  readonly rows: number;
}

async function measure(source: D1Database, describeRequest: Describe): Promise<Cost> {
  const { db: counted, counts } = countRows(source);
  let [batches, pending] = [0, 0];
  const db = watch(counted, (change) => {
    pending += change;
    if (change > 0) batches += 1;
  });
  let time: VirtualTime | undefined;
  const edge = createSimulatedEdge({ db, sleep: (milliseconds) => time?.sleep(milliseconds) ?? Promise.resolve() });
  time = createVirtualTime(edge.clock, () => pending > 0);
  const answers: Promise<unknown>[] = [];
  for (let number = 0; number < REQUESTS; number += 1) {
    answers.push(edge.poll(0, ...describeRequest(number)));
    await time.runUntil(edge.clock.now + EVERY_MS);
  }
  await time.runUntil(edge.clock.now + 20_000);
  await Promise.all(answers);
  return { batches, rows: counts.read };
}

/** Tells of every round trip: 1 when it begins, -1 when it has ended. */
function watch(db: D1Database, tell: (change: 1 | -1) => void): D1Database {
  const during = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    tell(1);
    return work().finally(() => tell(-1));
  };
  const inner = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all: () => during(() => statement.all()),
      run: () => during(() => statement.run()),
      first: () => during(() => statement.first()),
    } as unknown as D1PreparedStatement;
    inner.set(wrapped, statement);
    return wrapped;
  };
  return {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) =>
      during(() => db.batch(statements.map((one) => inner.get(one) ?? one))),
  } as unknown as D1Database;
}

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    modules: true,
    script: "export default { fetch: () => new Response() }",
    compatibilityDate: "2026-10-23",
    d1Databases: { DB: "edgewire" },
    cf: false,
  }),
);
try {
  const db = await miniflare.getD1Database("DB");
  await fillStore(db, ARTICLES);
  await db
    .prepare(
      "INSERT INTO aliases (alias, article_id) SELECT '/former/address', id FROM articles WHERE key = 'article-90'",
    )
    .run();
  await db
    .prepare(
      "INSERT INTO archive_pages (feed, page, revision, changed_at) SELECT 'main', value, 25 * value, 0 FROM json_each('[1,2,3,4]')",
    )
    .run();
  console.log(`${describeMachine()}\n${ARTICLES} articles; batches and rows of D1 for ${REQUESTS} requests`);
  const write = (cost: Cost | undefined) => (cost === undefined ? "" : `${cost.batches}, ${cost.rows}`).padEnd(14);
  let worst = 0;
  for (const { name, plain, forged, unknown } of kinds) {
    const [ofPlain, ofUnknown] = [await measure(db, plain), await measure(db, unknown)];
    const ofForged = forged && (await measure(db, forged));
    for (const { batches, rows } of [ofUnknown, ...(ofForged ? [ofForged] : [])])
      worst = Math.max(worst, batches / ofPlain.batches, rows / ofPlain.rows);
    console.log(`${name.padEnd(16)} plain ${write(ofPlain)} forged ${write(ofForged)} unknown ${write(ofUnknown)}`);
  }
  console.log(JSON.stringify({ strangers_vs_plain_at_most: Number(worst.toFixed(2)) }));
} finally {
  await miniflare.dispose();
}
