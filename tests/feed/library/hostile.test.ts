import fc from "fast-check";
import { Feed as OtherFeed } from "feed";
import { expect, test } from "vitest";
import { Feed } from "../../../src/feed/library/index.ts";
import { countFaults } from "../../support/count-faults.ts";
import { fill, HOSTILE_SEED, hostileFeed } from "../../support/hostile-feeds.ts";
import { listJsonFeedFaults } from "../../support/json-feed.ts";
import { findXmlFault } from "../../support/well-formed.ts";

const FEEDS = 6667;

test(`${FEEDS * 3} documents of any values are well-formed or valid by their schema, and none throws`, () => {
  let documents = 0;
  fc.assert(
    fc.property(hostileFeed, (values) => {
      const feed = fill(new Feed(values.options as never), values);
      const [rss, atom, json] = [feed.rss2(), feed.atom1(), feed.json1()];
      documents += 3;
      expect(findXmlFault(rss)).toBeUndefined();
      expect(findXmlFault(atom)).toBeUndefined();
      expect(listJsonFeedFaults(JSON.parse(json))).toEqual([]);
      expect(rss).not.toMatch(/\[object|NaN|Invalid/);
      expect(feed.problems).toEqual(expect.any(Array));
    }),
    { seed: HOSTILE_SEED, numRuns: FEEDS },
  );
  expect(documents).toBe(FEEDS * 3);
});

test("of the same values `feed` throws for most documents, and writes others that are malformed or invalid", () => {
  const values = fc.sample(hostileFeed, { seed: HOSTILE_SEED, numRuns: 300 });
  const own = countFaults(values.map((one) => () => fill(new Feed(one.options as never), one)));
  const others = countFaults(values.map((one) => () => fill(new OtherFeed(one.options as never), one)));
  expect(own).toEqual({ documents: 900, threw: 0, malformed: 0, invalid: 0 });
  expect(others).toEqual({ documents: 900, threw: 743, malformed: 18, invalid: 122 });
});
