import fc from "fast-check";
import { expect, test } from "vitest";
import { Feed } from "../../../src/feed/library/index.ts";
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
