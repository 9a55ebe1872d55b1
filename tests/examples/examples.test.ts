import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as getAstro } from "../../examples/astro-endpoint.ts";
import RssTemplate from "../../examples/eleventy-template.ts";
import app from "../../examples/hono-worker.ts";
import { GET as getNext } from "../../examples/next-route.ts";
import { server } from "../../examples/plain-node.ts";

let address = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

/** How each example answers a request for a path. */
const examples: readonly (readonly [string, string, (path: string, headers?: object) => Promise<Response>])[] = [
  [
    "Hono",
    "/rss.xml",
    async (path, headers = {}) => app.request(`https://news.example${path}`, { headers: { ...headers } }),
  ],
  ["Astro", "/rss.xml", async (path, headers) => getAstro({ request: requestOf(path, headers) })],
  ["Next", "/atom.xml", (path, headers) => getNext(requestOf(path, headers))],
  ["Node", "/feed.json", (path, headers = {}) => fetch(address + path, { headers: { ...headers } })],
];

function requestOf(path: string, headers = {}): Request {
  return new Request(`https://news.example${path}`, { headers });
}

describe.each(examples)("the example for %s", (_name, path, get) => {
  it("serves its feed, and 304 to a client that has it", async () => {
    const first = await get(path);
    expect([first.status, (await first.text()).includes("The ferry is back")]).toEqual([200, true]);
    const second = await get(path, { "If-None-Match": first.headers.get("etag") ?? "" });
    expect([second.status, await second.text()]).toEqual([304, ""]);
  });
});

it("the example for Eleventy writes the file", async () => {
  const template = new RssTemplate();
  expect(template.data().permalink).toBe("/rss.xml");
  expect(await template.render()).toContain("<title>The ferry is back</title>");
});
