import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";

// Through both workers and over HTTP: a publish, and a hub elsewhere that hears of it.

const PUBLIC_URL = "https://wire.example";
let worker: TestWorker;
const heard: URLSearchParams[] = [];
const hub = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  heard.push(new URLSearchParams(Buffer.concat(chunks).toString()));
  response.writeHead(heard.length === 2 ? 503 : 204).end();
});

beforeAll(async () => {
  worker = await startWorker({}, { PUBLIC_URL });
  await new Promise<void>((resolve) => hub.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  await worker?.close();
  hub.close();
});

it("82: a publish is answered at once, and each changed topic is told to the hub until one is refused", async () => {
  const address = `http://127.0.0.1:${(hub.address() as AddressInfo).port}/`;
  await worker.putSite(`title: The Wire\ndomain: wire.example\nhubs: [${address}]\n`);
  // A new channel begins at the head: it must be there before there is something to tell.
  await expect.poll(() => worker.query("SELECT channel FROM channels"), { timeout: 10_000 }).toHaveLength(1);
  expect((await worker.putArticle("one", writeMarkdown({ title: "One" }))).status).toBe(201);
  expect(heard).toEqual([]);
  await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(2);
  for (const ping of heard)
    expect(ping.get("hub.topic")).toMatch(/^https:\/\/wire\.example\/.*(?:rss\.xml|atom\.xml|feed\.json)$/);
  const query = "SELECT failures, last_status FROM channels";
  await expect.poll(() => worker.query(query), { timeout: 5000 }).toEqual([{ failures: 1, last_status: "503" }]);
});
