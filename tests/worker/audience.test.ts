import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AudienceReport } from "../../src/audience/report.ts";
import { FIRST_ARTICLE, FIRST_KEY, SITE, startWorker, type TestWorker } from "../support/harness.ts";

// Counting through both workers and the Durable Object, in workerd.

const FORGED_POLLS = 2_000;
const FORGED = "NewsBlur Feed Fetcher - 1000000 subscribers";
const NETNEWSWIRE = "NetNewsWire (RSS Reader; https://netnewswire.com/)";

let worker: TestWorker;
let tag: string;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
  await worker.putArticle(FIRST_KEY, FIRST_ARTICLE, { "content-type": "text/plain" });
  tag = (await worker.poll("/rss.xml")).headers.etag ?? "";
});
afterAll(() => worker?.close());

async function readReport(query = ""): Promise<AudienceReport> {
  const { status, body } = await worker.api("GET", `/api/audience${query}`);
  expect(status).toBe(200);
  return body as unknown as AudienceReport;
}

/** Counts leave the isolate at most half a minute later. */
async function waitForPolls(polls: number): Promise<AudienceReport> {
  return expect
    .poll(async () => (await readReport()).polls.total, { timeout: 40_000, interval: 500 })
    .toBeGreaterThanOrEqual(polls)
    .then(() => readReport());
}

describe("polls through the worker", () => {
  it("are counted at once after a silence", async () => {
    const report = await waitForPolls(1);
    expect(report.byDay).toHaveLength(1);
    expect(report.feeds).toEqual(["main"]);
  });

  it("2,000 forged claims change the total by nothing, and the first reader of an article is told", {
    timeout: 120_000,
  }, async () => {
    const before = (await readReport()).subscribers;
    await worker.poll("/rss.xml", { headers: { "user-agent": NETNEWSWIRE } });
    const headers = { "user-agent": FORGED, "if-none-match": tag };
    // Over connections that are kept: opening one costs more than the poll.
    const forge = async () => (await fetch(new URL("/rss.xml", worker.url), { headers })).arrayBuffer();
    for (let sent = 0; sent < FORGED_POLLS; sent += 100) await Promise.all(Array.from({ length: 100 }, forge));
    for (let reader = 0; reader < 40; reader += 1) {
      const from = { "user-agent": NETNEWSWIRE, "cf-connecting-ip": `198.51.100.${reader}`, "if-none-match": tag };
      await worker.poll("/categories/russia/atom.xml", { headers: from });
    }
    const after = await waitForPolls(FORGED_POLLS + 42);
    expect(after.subscribers).toMatchObject({ aggregated: before.aggregated, unverified: 1_000_000 });
    expect(after.subscribers.week).toBe(after.subscribers.direct);
    expect(after.readers.find(({ name }) => name === "NewsBlur")).toMatchObject({ people: 0, polls: FORGED_POLLS });
    expect(after.polls.notModifiedShare).toBeGreaterThan(0.9);
    expect(after.newest).toMatchObject({
      path: expect.stringMatching(/^\/articles\//),
      firstFetch: { reader: "NetNewsWire" },
    });
  });
});

describe("/api/audience", () => {
  it("wants the token", async () => {
    expect((await worker.poll("/api/audience")).status).toBe(401);
  });

  it("reports one feed, and as many days as are asked for", async () => {
    const report = await readReport("?feed=categories/russia&days=7");
    expect(report).toMatchObject({ feed: "categories/russia", polls: { total: 40 } });
    expect(Date.parse(report.to) - Date.parse(report.from)).toBe(6 * 86_400_000);
  });

  it.each(["0", "801", "x", "1.5"])("refuses %s days", async (days) => {
    const { status, body } = await worker.api("GET", `/api/audience?days=${days}`);
    expect([status, body.detail]).toEqual([400, `"days" must be a whole number from 1 to 800, found "${days}"`]);
  });
});

describe("the way counts take inside", () => {
  it.each(["/audience", "//publisher/audience"])("is closed to the world at %s", async (path) => {
    const { status } = await worker.poll(path, { method: "POST" });
    expect([404, 405]).toContain(status);
  });
});

describe("the dashboard", () => {
  const signIn = (token: string, address = "192.0.2.1") =>
    fetch(new URL("/dashboard/sign-in", worker.url), {
      method: "POST",
      body: new URLSearchParams({ token }),
      redirect: "manual",
      headers: { "cf-connecting-ip": address },
    });

  it("asks for the token, and shows nothing without it", async () => {
    const { status, text, headers } = await worker.poll("/dashboard");
    expect(status).toBe(200);
    expect(text).toContain("Publishing token");
    expect(text).not.toContain("Subscribers by day");
    expect(headers["cache-control"]).toBe("no-store");
    for (const path of ["/dashboard/audience.csv", "/dashboard/audience.json"]) {
      expect((await worker.poll(path)).status).toBe(403);
    }
  });

  it("opens with the token: a cookie that only the browser sees, and only for the dashboard", async () => {
    const answer = await signIn(worker.token);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/dashboard");
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(
      /^edgewire-session=\d+\.[0-9a-f-]{36}\.[\w%]+; Max-Age=\d+; Path=\/dashboard; HttpOnly; SameSite=Strict$/,
    );
    expect(cookie).not.toContain(worker.token);
    const { status, text, headers } = await worker.poll("/dashboard", {
      headers: { cookie: cookie.split(";")[0] ?? "" },
    });
    expect(status).toBe(200);
    expect(text).toContain("Subscribers by day");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(text).not.toMatch(/ style=|<script/);
  });

  it.each(["1.", "9999999999.", "x."])("does not open with a forged cookie that begins %s", async (start) => {
    const cookie = `edgewire-session=${start}${"0".repeat(64)}`;
    expect((await worker.poll("/dashboard", { headers: { cookie } })).text).toContain("Publishing token");
  });

  it("does not take the word of a client for what its token is", async () => {
    const { digestToken } = await import("../../src/http/token-digest.ts");
    const headers = { "edgewire-token-digest": await digestToken("mine") };
    const body = new URLSearchParams({ token: "mine" });
    const answer = await fetch(new URL("/dashboard/sign-in", worker.url), { method: "POST", body, headers });
    expect(answer.status).toBe(403);
  });

  it("refuses a wrong token, and asks whoever tries many to wait", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await signIn("wrong", "203.0.113.9")).status);
    expect(statuses.slice(0, 3)).toEqual([403, 403, 403]);
    expect(statuses.at(-1)).toBe(429);
  });

  it("does not read a form to its end that is larger than any token's", async () => {
    const body = new URLSearchParams({ token: worker.token, more: "a".repeat(20_000) });
    const headers = { "cf-connecting-ip": "203.0.113.10" };
    expect((await fetch(new URL("/dashboard/sign-in", worker.url), { method: "POST", body, headers })).status).toBe(
      403,
    );
  });

  it("closes again", async () => {
    const answer = await fetch(new URL("/dashboard/sign-out", worker.url), { method: "POST", redirect: "manual" });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^edgewire-session=; Max-Age=0/);
  });

  it.each([
    ["GET", "/dashboard/sign-in", 405],
    ["PUT", "/dashboard", 405],
    ["GET", "/dashboard/nothing", 404],
    ["GET", "/dashboardless", 404],
  ])("answers %s %s with %i", async (method, path, status) => {
    expect((await worker.poll(path, { method })).status).toBe(status);
  });
});
