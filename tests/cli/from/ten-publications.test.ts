import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createApiClient } from "../../../cli/api-client.ts";
import { publishFolder } from "../../../cli/commands/publish.ts";
import { bringPublication, printImprovement } from "../../../cli/from/bring-publication.ts";
import { NODE_PORTS } from "../../../cli/transport.ts";
import { checkPublication } from "../../../src/health/check-publication.ts";
import { behaviours } from "../../sources/month.ts";
import { type ServedBehaviour, serveBehaviours } from "../../support/serve-behaviours.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../../support/simulated-edge.ts";
import { makeFolder } from "../run-edgewire.ts";

// The steps of `edgewire start --from`, before the real API and store. tests/worker/from.test.ts runs the command itself.

let served: readonly ServedBehaviour[] = [];
let close = () => {};
let printed = "";

beforeAll(async () => {
  ({ served, close } = await serveBehaviours(behaviours, Date.now() - 3_600_000));
});
afterAll(() => close());
beforeEach(() => {
  printed = "";
  const write = (line: unknown) => {
    printed += line;
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(write);
  vi.spyOn(process.stderr, "write").mockImplementation(write);
});
afterEach(() => vi.restoreAllMocks());

async function publish(edge: SimulatedEdge, articles: string): Promise<boolean> {
  const client = createApiClient(PUBLIC_URL, "unused", {
    ...NODE_PORTS,
    fetch: async (address, init) => {
      const { status, headers, text } = await edge.callApi(address.slice(PUBLIC_URL.length), "with token", init);
      return new Response(text, { status, headers });
    },
  });
  const request = { articles, minor: false, force: false, retractMissing: false, dryRun: false };
  return (await publishFolder(request, client)).isGood;
}

/** As `fetch` does: the body is unpacked, and the headers stay. */
const pollBy = (edge: SimulatedEdge) => async (url: string, init: RequestInit) => {
  if (url === `${PUBLIC_URL}/hub`) return new Response("The hub of the publishers' worker, which is not here");
  const asked = { headers: Object.fromEntries(new Headers(init.headers)) };
  const { status, headers, bytes } = await edge.pollBytes(0, url.slice(PUBLIC_URL.length), asked);
  const body = headers.get("content-encoding") === "gzip" ? gunzipSync(bytes) : bytes;
  return new Response(status === 304 ? null : Buffer.from(body), { status, headers });
};

describe.each(behaviours)("--from $name", ({ name, idOf }) => {
  it("publishes each entry with its id, serves three valid feeds, and prints a table of what got better", async () => {
    const one = served.find(({ behaviour }) => behaviour.name === name);
    if (one === undefined) throw new Error("it is not served");
    const brought = await bringPublication(one.from, join(makeFolder({}), "state"));
    const edge = createSimulatedEdge();
    edge.clock.now = Date.now();
    expect(await publish(edge, brought.folder)).toBe(true);
    edge.clock.now += 5000;
    const fetch = pollBy(edge);
    for (const file of ["rss.xml", "atom.xml", "feed.json"]) {
      const options = { maxFeeds: 1, maxFiles: 0, maxArtworks: 0, agents: [] };
      const report = await checkPublication(`${PUBLIC_URL}/${file}`, { fetch, now: () => edge.clock.now }, options);
      expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(report.feeds).toMatchObject([{ entries: one.posts.length }]);
    }
    const origin = new URL(one.from).origin;
    const wanted = one.posts.map((post) => ({
      second: Math.floor(post.date / 1000),
      ...(idOf(post) !== "" && { id: idOf(post).replace(`https://${name}.example`, `${origin}/${name}`) }),
    }));
    const stored = "SELECT id, published_at / 1000 AS second FROM articles ORDER BY published_at";
    expect(edge.store.query(stored)).toMatchObject(wanted);
    await printImprovement(brought, PUBLIC_URL, fetch);
    expect(printed).toMatch(/ {2}valid {23}(?:yes|no|not reached)\b.{16,}yes$/m);
    expect(printed).toMatch(/ {2}304 for an unchanged feed .* yes$/m);
    expect(printed).toMatch(/ {2}one reader's polling a day .*\d (?:bytes|kB)$/m);
  });
});
