import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SITE, startWorker, type TestWorker } from "../support/harness.ts";

// A request without a token gets to the hub and the dashboard alone, however its path and its Host are written.

let worker: TestWorker;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
});

afterAll(() => worker.close());

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
}

/** Sends path and Host as given; `fetch` would not. */
function send(path: string, host: string, method: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { hostname, port } = new URL(worker.url);
  const asked = request({ hostname, port, path, method, headers: { host }, timeout: 10_000 }, async (response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() });
  });
  asked.on("error", reject);
  asked.end();
  return promise;
}

describe("without a token the API answers nothing", () => {
  it.each([
    ["/dashboard/../api/site", "wire.example"],
    ["/dashboard/%2e%2e/api/site", "wire.example"],
    ["/dashboard/..\\api\\site", "wire.example"],
    ["/dashboard/..%2fapi%2fsite", "wire.example"],
    ["/dashboard/x/../../lists/head/list/sitemap.xml", "wire.example"],
    ["/hub", "x\\api\\site?"],
    ["/cloud", "x\\api\\articles?"],
    ["/hub/../api/site", "wire.example"],
    ["/dashboard", "x\\api\\site?"],
  ])("%s with Host %s", async (path, host) => {
    for (const method of ["GET", "POST", "PUT", "DELETE"]) {
      const { status, text } = await send(path, host, method);
      expect([method, status]).toEqual([method, expect.toSatisfy((found) => found >= 400 && found < 500)]);
      expect(text).not.toMatch(/"profile"|"articles"|profile-missing|form-invalid|media-type/);
    }
  });

  it("though it answers with one", async () => {
    expect((await worker.api("GET", "/api/site")).status).toBe(200);
  });
});

describe("the publishers' worker refuses in the words of who asks", () => {
  it.each([
    ["GET", "/hub", 405, "405: this address answers POST\n"],
    ["PUT", "/cloud", 405, "405: this address answers POST\n"],
    ["GET", "/dashboard/nothing", 404, "404: there is no such address\n"],
  ])("%s %s: %i as text", async (method, path, status, text) => {
    expect(await send(path, "wire.example", method)).toEqual({ status, text });
  });
});
