import { startWorker, type TestWorker } from "../tests/support/harness.ts";
import { describeMachine } from "./machine.ts";
import { buildStories, type Story } from "./polls-corpus.ts";
import { askOnce, type WireAnswer, writeRequest } from "./polls-load.ts";

// The cost of a subscriber in a day: a poll every 15 minutes, 20 articles, 50 full-text entries in the window; every byte that
// comes over the wire, heads included. The publication goes through the API, the polls through the worker.

const POLLS = 96;
const ARTICLES = 20;
const WINDOW = 50;

export interface Day {
  /** With neither validators nor deltas: the whole feed every time, gzipped. */
  readonly noneBytes: number;
  /** With validators, as nearly every reader: 304, or the whole feed, gzipped. */
  readonly validatorsBytes: number;
  /** With validators and `A-IM: feed`: 304, or what is new, gzipped. */
  readonly deltaBytes: number;
  /** How often the third was answered with what. */
  readonly statuses: ReadonlyMap<number, number>;
}

/** The subscribers have the feed of the evening before. */
export async function measureDay(): Promise<Day> {
  process.env.WRANGLER_SEND_METRICS = "false";
  process.env.WRANGLER_HIDE_BANNER = "true";
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";
  const worker = await startWorker();
  try {
    await worker.putSite("title: The Harbour Post\ndescription: News from the harbour\nauthor: Elena Marin\n");
    const stories = buildStories(WINDOW + ARTICLES);
    for (const story of stories.slice(0, WINDOW)) await publish(worker, story);
    return await live(worker, stories.slice(WINDOW));
  } finally {
    await worker.close();
  }
}

async function live(worker: TestWorker, stories: Story[]): Promise<Day> {
  const port = Number(worker.url.port);
  const none = createSubscriber(port, {});
  const validators = createSubscriber(port, {}, true);
  const delta = createSubscriber(port, { "A-IM": "feed", "User-Agent": "newsboat/2.40" }, true);
  for (const subscriber of [none, validators, delta]) await subscriber.poll();
  const yesterday = [none.bytes(), validators.bytes(), delta.bytes()];
  const statuses = new Map<number, number>();
  for (let poll = 1; poll <= POLLS; poll += 1) {
    const due = Math.floor((poll * ARTICLES) / POLLS) - Math.floor(((poll - 1) * ARTICLES) / POLLS);
    for (const story of stories.splice(0, due)) await publish(worker, story);
    await none.poll();
    await validators.poll();
    const { status } = await delta.poll();
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  const [noneBytes = 0, validatorsBytes = 0, deltaBytes = 0] = [none, validators, delta].map(
    (subscriber, index) => subscriber.bytes() - (yesterday[index] ?? 0),
  );
  return { noneBytes, validatorsBytes, deltaBytes, statuses };
}

interface Subscriber {
  poll(): Promise<WireAnswer>;
  bytes(): number;
}

function createSubscriber(port: number, fields: Readonly<Record<string, string>>, isConditional = false): Subscriber {
  let held: Record<string, string> = {};
  let bytes = 0;
  return {
    async poll() {
      const answer = await askOnce(port, writeRequest("/rss.xml", { "Accept-Encoding": "gzip", ...fields, ...held }));
      bytes += answer.sizeBytes;
      const { headers } = answer;
      const [tag, date] = [headers.get("etag") ?? "", headers.get("last-modified") ?? ""];
      if (isConditional && tag !== "") held = { "If-None-Match": tag, "If-Modified-Since": date };
      return answer;
    },
    bytes: () => bytes,
  };
}

async function publish(worker: TestWorker, { index, title, publishedAt, html }: Story): Promise<void> {
  const matter = `---\ntitle: ${JSON.stringify(title)}\ndate: ${new Date(publishedAt).toISOString()}\n---\n`;
  const { status, body } = await worker.putArticle(`story-${index}`, matter + html, { "content-type": "text/html" });
  if (status >= 300) throw new Error(`Cannot publish story ${index}: ${status} ${body.detail}`);
}

/** How many times fewer bytes the third takes than the first. */
export function compareDay({ noneBytes, deltaBytes }: Day): number {
  return Number((noneBytes / deltaBytes).toFixed(1));
}

export function describeDay(day: Day): string {
  const row = (name: string, bytes: number) =>
    `${name.padEnd(34)}${(bytes / 1000).toFixed(1).padStart(9)} KB${(day.noneBytes / bytes).toFixed(1).padStart(8)}`;
  const answers = [...day.statuses].map(([status, count]) => `${count} of ${status}`).join(", ");
  return [
    `One day: ${POLLS} polls, ${ARTICLES} articles, ${WINDOW} full-text entries   bytes   times fewer`,
    row("neither 304 nor delta, gzip", day.noneBytes),
    row("304, gzip", day.validatorsBytes),
    row(`304 and delta, gzip (${answers})`, day.deltaBytes),
  ].join("\n");
}

if (import.meta.main) {
  const day = await measureDay();
  console.log(describeMachine());
  console.log(describeDay(day));
  console.log(JSON.stringify({ day_bytes_none_vs_delta: compareDay(day) }));
}
