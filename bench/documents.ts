/**
 * How long one feed document takes, from items to UTF-8 bytes, beside the packages people use today.
 * `npm run bench:documents` prints a table and, as its last line, the ratios as JSON.
 */
import { cpus } from "node:os";
import { renderDocument, renderEntryBytes } from "../src/feed/feed-document.ts";
import { type FormatId, formats } from "../src/feed/formats.ts";
import { Feed } from "../src/feed/library/index.ts";
import { buildItems, head } from "./corpus.ts";
import { type Contender, growthExponent, measure, median, medianRatio, restartWithSteadyAllocator } from "./measure.ts";
import { buildFeed, smithAtom, smithRss } from "./peers.ts";

restartWithSteadyAllocator();

const WINDOW = 50;
const ROUNDS = 101;
const GROWTH_SIZES = [50, 1_000, 10_000] as const;
const GROWTH_ROUNDS = 21;

const encoder = new TextEncoder();
const ONE_BYTE = new Uint8Array(1);
const items = buildItems(WINDOW);
const ids: readonly FormatId[] = ["rss", "atom", "json"];

const feedMethods = { rss: "rss2", atom: "atom1", json: "json1" } as const;
const smith = { rss: smithRss(head, items), atom: smithAtom(head, items) };

function ours(id: FormatId): Contender {
  return { name: `${id} edgewire`, run: () => renderDocument(formats[id], head, items) };
}

/** The window after one publication: 49 entries were rendered before, one is new. */
function rerender(id: FormatId): Contender {
  const [newest, ...older] = items;
  if (newest === undefined) throw new Error("Cannot measure: the corpus is empty");
  const kept = older.map((item) => renderEntryBytes(formats[id], item));
  return { name: `${id} rerender`, run: () => renderDocument(formats[id], head, [newest, ...kept]) };
}

function feedPackage(id: FormatId): Contender {
  return { name: `${id} feed`, run: () => encoder.encode(buildFeed(head, items)[feedMethods[id]]()) };
}

/** The library's class, which reads and cleans any values. */
function buildText(id: FormatId): string {
  const feed = new Feed(head);
  for (const item of items) feed.addItem(item);
  return feed[feedMethods[id]]();
}

function library(id: FormatId): Contender {
  return { name: `${id} library`, run: () => encoder.encode(buildText(id)) };
}

/** Both packages return text: the same without the encoding, which takes as long for either. */
function texts(id: FormatId): Contender[] {
  return [
    { name: `${id} library text`, run: () => flatten(buildText(id)) },
    { name: `${id} feed text`, run: () => flatten(buildFeed(head, items)[feedMethods[id]]()) },
  ];
}

/** V8 joins texts when they are read: a regular expression needs them whole, and this one stops at the first character. */
function flatten(text: string): Uint8Array {
  if (/^\0/.test(text)) throw new Error("a document begins with NUL");
  return ONE_BYTE;
}

function feedsmith(id: "rss" | "atom"): Contender {
  return { name: `${id} feedsmith`, run: () => encoder.encode(smith[id]()) };
}

/** A contender that drops texts is not faster: every title, summary and body must be in what it writes. */
function checkComplete(contender: Contender): void {
  const written = new TextDecoder().decode(contender.run()).replace(/&(?:amp|#x26);/g, "&");
  for (const item of items) {
    for (const text of [item.title, item.description, item.content ?? ""]) {
      const quoted = JSON.stringify(text).slice(1, -1);
      if (!written.includes(text) && !written.includes(quoted)) throw new Error(`${contender.name} lost: ${quoted}`);
    }
  }
}

function measureGrowth(id: FormatId): { readonly microseconds: readonly number[]; readonly exponent: number } {
  // One size after the other, as fifty entries beside ten thousand would pay for their garbage; and so the best of the
  // samples, as other load does not meet them alike.
  const points = GROWTH_SIZES.map((size) => {
    const all = buildItems(size);
    const contender = { name: id, run: () => renderDocument(formats[id], head, all) };
    return { size, time: Math.min(...(measure([contender], GROWTH_ROUNDS).get(id) ?? [])) };
  });
  return { microseconds: points.map((point) => point.time), exponent: growthExponent(points) };
}

function printMachine(): void {
  const processors = cpus();
  console.log(`${processors[0]?.model ?? "unknown processor"}, ${processors.length} cores, node ${process.version}`);
  console.log(
    `${WINDOW} entries of 3 KB of HTML each; medians of ${ROUNDS} interleaved rounds; items to UTF-8 bytes\n`,
  );
}

const contenders = [
  ...ids.flatMap((id) => [ours(id), rerender(id), library(id), feedPackage(id)]),
  feedsmith("rss"),
  feedsmith("atom"),
];
for (const contender of contenders) checkComplete(contender);
contenders.push(...ids.flatMap(texts));
printMachine();

const samples = measure(contenders, ROUNDS);
const samplesOf = (name: string) => samples.get(name) ?? [];
const microseconds = (name: string) => median(samplesOf(name));
const ratio = (slow: string, fast: string) => Number(medianRatio(samplesOf(slow), samplesOf(fast)).toFixed(2));

console.log("format  edgewire µs  rerender µs   feed µs  feedsmith µs  vs feed  vs feedsmith  rerender vs feed");
for (const id of ids) {
  const cells = [
    id.padEnd(6),
    microseconds(`${id} edgewire`).toFixed(0).padStart(12),
    microseconds(`${id} rerender`).toFixed(0).padStart(12),
    microseconds(`${id} feed`).toFixed(0).padStart(9),
    (id === "json" ? "-" : microseconds(`${id} feedsmith`).toFixed(0)).padStart(13),
    ratio(`${id} feed`, `${id} edgewire`).toFixed(2).padStart(8),
    (id === "json" ? "-" : ratio(`${id} feedsmith`, `${id} edgewire`).toFixed(2)).padStart(13),
    ratio(`${id} feed`, `${id} rerender`).toFixed(2).padStart(17),
  ];
  console.log(cells.join(" "));
}

console.log(`\ngrowth  ${GROWTH_SIZES.map((size) => `N=${size} µs`.padStart(12)).join(" ")}  exponent`);
let steepest = 0;
for (const id of ids) {
  const growth = measureGrowth(id);
  steepest = Math.max(steepest, growth.exponent);
  const cells = growth.microseconds.map((time) => time.toFixed(0).padStart(12));
  console.log(`${id.padEnd(7)} ${cells.join(" ")}  ${growth.exponent.toFixed(3)}`);
}

console.log(
  JSON.stringify({
    rss_vs_feed: ratio("rss feed", "rss edgewire"),
    atom_vs_feed: ratio("atom feed", "atom edgewire"),
    json_vs_feed: ratio("json feed", "json edgewire"),
    rss_vs_feedsmith: ratio("rss feedsmith", "rss edgewire"),
    atom_vs_feedsmith: ratio("atom feedsmith", "atom edgewire"),
    rerender_rss_vs_feed: ratio("rss feed", "rss rerender"),
    rerender_atom_vs_feed: ratio("atom feed", "atom rerender"),
    rerender_json_vs_feed: ratio("json feed", "json rerender"),
    library_rss_vs_feed: ratio("rss feed", "rss library"),
    library_atom_vs_feed: ratio("atom feed", "atom library"),
    library_json_vs_feed: ratio("json feed", "json library"),
    library_text_rss_vs_feed: ratio("rss feed text", "rss library text"),
    library_text_atom_vs_feed: ratio("atom feed text", "atom library text"),
    library_text_json_vs_feed: ratio("json feed text", "json library text"),
    growth_exponent: Number(steepest.toFixed(3)),
  }),
);
