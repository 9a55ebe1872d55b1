import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkPublication } from "../../src/health/check-publication.ts";
import { makeFolder } from "../cli/run-edgewire.ts";
import { behaviours } from "../sources/month.ts";
import { startLocalPublication } from "../support/local-publication.ts";
import { type ServedBehaviour, serveBehaviours } from "../support/serve-behaviours.ts";

// The command itself, in workerd: some of the ten publications, or with EDGEWIRE_FROM=all each of them. tests/cli/from/ten-publications
// takes all ten through the same steps without workerd.

const CHOSEN = process.env.EDGEWIRE_FROM === "all" ? behaviours : behaviours.filter(({ name }) => name === "broken");

let served: readonly ServedBehaviour[] = [];
let close = () => {};

beforeAll(async () => {
  ({ served, close } = await serveBehaviours(CHOSEN, Date.now() - 3_600_000));
});
afterAll(() => close());

it.each(CHOSEN)(
  "edgewire start --from $name serves valid feeds, and prints the table",
  async ({ name }) => {
    const one = served.find(({ behaviour }) => behaviour.name === name);
    if (one === undefined) throw new Error("it is not served");
    const state = join(makeFolder({}), "store", "state");
    const running = await startLocalPublication("articles", ["--from", one.from, "--state", state]);
    try {
      expect(running.output()).toMatch(/ {2}valid {23}(?:yes|no|not reached)\b.{16,}yes(?:, \d+ warnings?)?$/m);
      expect(running.output()).toMatch(/ {2}304 for an unchanged feed .* yes$/m);
      for (const file of ["rss.xml", "atom.xml", "feed.json"]) {
        const ports = { fetch: (url: string, init: RequestInit) => fetch(url, init), now: Date.now };
        const options = { maxFeeds: 1, maxFiles: 0, maxArtworks: 0, agents: [] };
        const report = await checkPublication(`${running.url}/${file}`, ports, options);
        expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(report.feeds).toMatchObject([{ entries: one.posts.length }]);
      }
    } finally {
      await running.stop();
    }
  },
  120_000,
);
