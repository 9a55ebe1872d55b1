/**
 * Documents of hostile values through `Feed` and through the `feed` package: how many throw, are not well-formed, or are not valid by the
 * schema of JSON Feed. `npm run bench:hostile` prints a table and, as its last line, the counts as JSON.
 */
import fc from "fast-check";
import { Feed as OtherFeed } from "feed";
import { Feed } from "../src/feed/library/index.ts";
import { countFaults, type Faults } from "../tests/support/count-faults.ts";
import { fill, HOSTILE_SEED, hostileFeed } from "../tests/support/hostile-feeds.ts";
import { buildItems, head } from "./corpus.ts";
import { buildFeed } from "./peers.ts";

const FEEDS = Number(process.env.COUNT ?? 6667);

const values = fc.sample(hostileFeed, { seed: HOSTILE_SEED, numRuns: FEEDS });

const counts: Readonly<Record<string, Faults>> = {
  edgewire: countFaults(values.map((value) => () => fill(new Feed(value.options as never), value))),
  feed: countFaults(values.map((value) => () => fill(new OtherFeed(value.options as never), value))),
};
// By the same rules a feed of sound values has no fault in either.
const sound = countFaults([() => buildFeed(head, buildItems(50))]);

console.log("package    documents     threw  malformed   invalid");
for (const [name, { documents, threw, malformed, invalid }] of Object.entries({ ...counts, "feed, sound": sound })) {
  console.log(
    name.padEnd(11) + [documents, threw, malformed, invalid].map((count) => String(count).padStart(9)).join(" "),
  );
}
console.log(JSON.stringify(counts));
