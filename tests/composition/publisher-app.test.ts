import { describe, expect, it, vi } from "vitest";
import { MAX_AGE_HEADER, PUBLIC_URL_HEADER } from "../../src/api/worker-headers.ts";
import { publisherApp } from "../../src/composition/publisher-app.ts";
import type { PublisherEnv } from "../../src/composition/publisher-config.ts";
import { createPushStore } from "../../src/store/d1-push.ts";
import { createSqliteD1 } from "../support/sqlite-d1.ts";

// The module exists in workerd alone.
vi.mock("cloudflare:workers", () => ({ DurableObject: class {} }));

const HOME = "https://wire.example";

/** The publishers' worker over an empty store, whose counting object records nothing. */
function startPublisher() {
  const { db } = createSqliteD1(() => Date.UTC(2026, 10, 27));
  const env = { DB: db, DELIVERIES: { sendBatch: async () => {} } } as unknown as PublisherEnv;
  const background: Promise<unknown>[] = [];
  const object = { readSessionNonce: async () => "a-nonce", record: async () => ({ day: 1, words: [] }) };
  const context = {
    waitUntil: (work: Promise<unknown>) => void background.push(work),
    exports: { Audience: { getByName: () => object } },
  } as unknown as ExecutionContext;
  /** With the URL as a runtime may give it, which `Request` would normalise. */
  const ask = async (url: string, method = "GET", more: Readonly<Record<string, string>> = {}) => {
    const headers = new Headers({ [PUBLIC_URL_HEADER]: HOME, [MAX_AGE_HEADER]: "900", ...more });
    const response = await publisherApp.fetch({ url, method, headers, body: null } as Request, env, context);
    await Promise.all(background);
    return response;
  };
  return { ask, db };
}

describe("a route is chosen by the path that the URL parser finds", () => {
  it.each([
    ["https://wire.example/dashboard/../api/site", "urn:edgewire:problem:profile-missing"],
    ["https://wire.example/dashboard/%2e%2e/api/site", "urn:edgewire:problem:profile-missing"],
    ["https://wire.example/dashboard\\..\\api\\site", "urn:edgewire:problem:profile-missing"],
    ["http://x\\api\\site?/hub", "urn:edgewire:problem:profile-missing"],
    ["http://x\\api\\nothing#/cloud", "urn:edgewire:problem:no-such-address"],
  ])("%s is of the API, so that it needs the token in the readers' worker", async (url, type) => {
    expect(await (await startPublisher().ask(url)).json()).toMatchObject({ type });
  });

  it.each(["/api/..%2fdashboard", "/%61pi/site", "/dashboard/..%2fapi%2fsite"])("%s is nothing", async (path) => {
    expect((await startPublisher().ask(HOME + path)).status).toBe(404);
  });
});

describe("a request that no route answers", () => {
  it.each([
    ["GET", "/api/nothing", 404, "application/problem+json", null],
    ["POST", "/api/site", 405, "application/problem+json", "GET, PUT"],
    ["PUT", "/api/deliveries", 405, "application/problem+json", "GET, POST"],
    ["GET", "/api/deliveries/nothing", 404, "application/problem+json", null],
    ["GET", "/dashboard/nothing", 404, "text/plain; charset=utf-8", null],
    ["PUT", "/dashboard", 405, "text/plain; charset=utf-8", "GET"],
    ["GET", "/hub", 405, "text/plain; charset=utf-8", "POST"],
    ["GET", "/cloud", 405, "text/plain; charset=utf-8", "POST"],
    ["GET", "/lists", 404, null, null],
    ["GET", "/nothing", 404, "text/plain; charset=utf-8", null],
  ])("%s %s: %i as %s", async (method, path, status, type, allow) => {
    const { headers, status: found } = await startPublisher().ask(HOME + path, method);
    expect([found, headers.get("content-type"), headers.get("allow")]).toEqual([status, type, allow]);
  });
});

it.each([
  ["/api/articles", "application/problem+json"],
  ["/dashboard", "text/plain; charset=utf-8"],
])("a failure at %s is logged and answered with 500 as %s", async (path, type) => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const { ask, db } = startPublisher();
  db.prepare = () => {
    throw new Error("D1 is down");
  };
  const response = await ask(HOME + path);
  expect([response.status, response.headers.get("content-type")]).toEqual([500, type]);
  expect(log).toHaveBeenCalledWith(expect.stringContaining(path), expect.objectContaining({ message: "D1 is down" }));
  log.mockRestore();
});

it.each(["/dashboard", "/dashboard/nothing", "/audience", "/lists/nothing"])(
  "%s says nothing of the publication's settings, so that the cron must not learn them from it",
  async (path) => {
    const { ask, db } = startPublisher();
    await ask(HOME + path, "GET", { [PUBLIC_URL_HEADER]: "https://other.example" });
    expect(await createPushStore(db).findSettings()).toBeUndefined();
  },
);
