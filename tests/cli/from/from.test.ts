import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFeed } from "../../../cli/from/find-feed.ts";
import { renderImprovement } from "../../../cli/from/improvement-table.ts";
import { measureFeed } from "../../../cli/from/measure-feed.ts";

const FEED =
  '<?xml version="1.0"?><rss version="2.0"><channel><title>B</title><link>https://b.example/</link><description>D</description></channel></rss>';
const PAGE =
  '<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="feed.xml?a=1&amp;b=2"></head></html>';

const server = createServer((request, response) => {
  if (request.url === "/") return void response.end(PAGE);
  if (request.url === "/plain") return void response.end(FEED);
  if (request.headers["if-none-match"] === '"a"') return void response.writeHead(304, { etag: '"a"' }).end();
  response.writeHead(200, { etag: '"a"', "content-type": "application/rss+xml" }).end(FEED);
});
let origin = "";
const load = (url: string, init: RequestInit) => fetch(url, init);

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

describe("--from", () => {
  it("finds the feed that a page advertises, and takes a feed as it is", async () => {
    expect(await findFeed(`${origin}/`, load)).toBe(`${origin}/feed.xml?a=1&b=2`);
    expect(await findFeed(`${origin}/plain`, load)).toBe(`${origin}/plain`);
    await expect(findFeed("example.org", load)).rejects.toThrow('found "example.org"');
  });

  it("measures whether an unchanged feed is answered 304, and what a day's polling costs a reader", async () => {
    expect(await measureFeed(`${origin}/feed.xml`, load)).toMatchObject({
      isConditional: true,
      bytesOfDay: FEED.length,
    });
    const plain = await measureFeed(`${origin}/plain`, load);
    expect(plain).toMatchObject({ isConditional: false, bytesOfDay: FEED.length * 96 });
  });

  it("prints both measurements in three columns", () => {
    const before = { errors: 2, warnings: 1, isConditional: false, bytesOfDay: 4_200_000 };
    const after = { errors: 0, warnings: 0, isConditional: true, bytesOfDay: 43_000 };
    expect(renderImprovement(before, after)).toEqual([
      "                              before                     after",
      "  valid                       no, 2 errors, 1 warning    yes",
      "  304 for an unchanged feed   no                         yes",
      "  one reader's polling a day  4.2 MB                     43 kB",
    ]);
  });
});
