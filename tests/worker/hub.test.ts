import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runEdgewire } from "../cli/run-edgewire.ts";
import { PUBLIC_URL, startWorker, type TestWorker, writeMarkdown } from "../support/harness.ts";
import { agree, type Subscriber, startSubscriber } from "../support/subscriber.ts";

// The hub from outside: over HTTP, in workerd, with the real queue and real D1.

const TOPIC = `${PUBLIC_URL}/rss.xml`;
let worker: TestWorker;
let subscriber: Subscriber;

beforeAll(async () => {
  worker = await startWorker();
  subscriber = await startSubscriber((request, response) => {
    if (request.target.startsWith("/silent")) return { status: 200, body: "thank you" };
    if (request.target.startsWith("/moved")) return { status: 302, headers: { Location: `${subscriber.url}/agrees` } };
    if (request.target.startsWith("/ends") && request.method === "POST") return { status: 410 };
    if (request.target.startsWith("/long")) {
      response.writeHead(200).end(`${request.query.get("hub.challenge")}${"x".repeat(100_000)}`);
      return undefined;
    }
    return agree(request);
  });
  await worker.putSite("title: The Test Wire\ndomain: wire.example\ncategories: [Harbour]");
  await worker.putArticle("first", writeMarkdown({ title: "First", categories: "[Harbour]" }));
});

afterAll(async () => {
  await worker.close();
  await subscriber.close();
});

function subscribe(path: string, more: Readonly<Record<string, string>> = {}) {
  const callback = subscriber.url + path;
  return worker.postToHub({ "hub.mode": "subscribe", "hub.topic": TOPIC, "hub.callback": callback, ...more });
}

async function waitForRow(callback: string, expected: number): Promise<void> {
  for (let attempt = 1; attempt <= 100; attempt += 1) {
    if ((await countSubscriptions(callback)) === expected) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${callback} has not come to ${expected} subscriptions`);
}

async function countSubscriptions(path: string): Promise<number> {
  const query = `SELECT count(*) AS count FROM subscriptions WHERE callback LIKE '${subscriber.url}${path}%'`;
  return (await worker.query<{ count: number }>(query))[0]?.count ?? -1;
}

describe("WebSub §5.1-5.3: subscribing", () => {
  it("answers 202, then asks the callback with what was asked for appended to its own query", async () => {
    const answer = await subscribe("/agrees?a=%20b&hub.mode=mine", {
      "hub.lease_seconds": "7200",
      "hub.verify_token": "t 1",
    });
    expect(answer.status).toBe(202);
    const [question] = await subscriber.waitFor("/agrees", 1);
    expect(question?.target).toMatch(
      /^\/agrees\?a=%20b&hub\.mode=mine&hub\.mode=subscribe&hub\.topic=[^&]+&hub\.challenge=[\w-]{43}&hub\.lease_seconds=7200&hub\.verify_token=t%201$/,
    );
    expect(question?.query.get("hub.topic")).toBe(TOPIC);
    await waitForRow("/agrees", 1);
  });

  it.each([
    ["whose answer is not the challenge", "/silent"],
    ["whose answer is longer than any challenge", "/long"],
    ["that leads elsewhere", "/moved"],
  ])("does not subscribe a callback %s", async (_what, path) => {
    expect((await subscribe(path)).status).toBe(202);
    await subscriber.waitFor(path, 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await countSubscriptions(path)).toBe(0);
  });

  it.each([
    ["a feed that is not there", `${PUBLIC_URL}/categories/none/rss.xml`, "/foreign-1"],
    ["another publication's feed", "https://elsewhere.example/rss.xml", "/foreign-2"],
    ["an archive page", `${PUBLIC_URL}/archive/1/rss.xml`, "/foreign-3"],
  ])("refuses %s in the answer, and asks no callback", async (_what, topic, path) => {
    const answer = await subscribe(path, { "hub.topic": topic });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(topic);
    expect(await worker.query(`SELECT id FROM intents WHERE callback LIKE '%${path}'`)).toEqual([]);
    expect(subscriber.to(path)).toEqual([]);
  });
});

describe("WebSub §7: delivering", () => {
  it("sends the topic as it stands, signed, then only what came after, to whoever was verified", async () => {
    const mine = { "hub.topic": `${PUBLIC_URL}/categories/harbour/atom.xml`, "hub.secret": "sesame" };
    await subscribe("/reader", mine);
    await waitForRow("/reader", 1);
    const before = subscriber.to("/reader").length;
    const published = Date.now();
    await worker.putArticle("second", writeMarkdown({ title: "Second", categories: "[Harbour]" }));
    await subscriber.waitFor("/reader", before + 1);
    const whole = subscriber.to("/reader")[before];
    expect((whole?.at ?? 0) - published).toBeGreaterThan(3000);
    expect(whole?.method).toBe("POST");
    expect(whole?.headers["content-type"]).toBe("application/atom+xml; charset=utf-8");
    expect(whole?.headers.link).toBe(`<${PUBLIC_URL}/hub>; rel="hub", <${mine["hub.topic"]}>; rel="self"`);
    const signature = createHmac("sha256", "sesame")
      .update(whole?.body ?? "")
      .digest("hex");
    expect(whole?.headers["x-hub-signature"]).toBe(`sha256=${signature}`);
    expect(whole?.body.toString()).toBe((await worker.poll("/categories/harbour/atom.xml")).text);

    await worker.putArticle("third", writeMarkdown({ title: "Third", categories: "[Harbour]" }));
    await subscriber.waitFor("/reader", before + 2);
    const delta = subscriber.to("/reader")[before + 1]?.body.toString() ?? "";
    expect(delta.match(/<title type="text">(?:First|Second|Third)</g)).toEqual(['<title type="text">Third<']);
  });

  it("ends a subscription that answers 410", async () => {
    await subscribe("/ends");
    await waitForRow("/ends", 1);
    await worker.putArticle("fourth", writeMarkdown({ title: "Fourth" }));
    await waitForRow("/ends", 0);
  });

  it("ends a subscription that its callback wants ended", async () => {
    await worker.postToHub({
      "hub.mode": "unsubscribe",
      "hub.topic": TOPIC,
      "hub.callback": `${subscriber.url}/agrees?a=%20b&hub.mode=mine`,
    });
    await waitForRow("/agrees", 0);
  });
});

describe("GET /api/deliveries", () => {
  it("says who has got how far, and neither callbacks nor secrets", async () => {
    await subscribe("/secret-path", { "hub.secret": "open-sesame" });
    await waitForRow("/secret-path", 1);
    const { status, body } = await worker.api("GET", "/api/deliveries");
    expect(status).toBe(200);
    const { deliveries } = body as unknown as { deliveries: Record<string, unknown>[] };
    expect(deliveries.at(-1)).toMatchObject({ topic: TOPIC, host: "127.0.0.1", attempts: 0, deadLetters: [] });
    expect(JSON.stringify(deliveries)).not.toMatch(/secret-path|sesame/);
  });

  it("is nobody's without the token, and neither is another try", async () => {
    for (const method of ["GET", "POST"]) {
      const headers = { authorization: "Bearer wrong" };
      expect((await worker.api(method, "/api/deliveries", { headers })).status).toBe(401);
    }
  });

  it("shows it as a table, and sends again what is asked for", async () => {
    const at = ["--to", worker.url.origin, "--token", worker.token];
    const table = await runEdgewire(["deliveries", ...at]);
    expect(table.stdout).toMatch(
      /^id +host +topic +state\n[\s\S]*127\.0\.0\.1 +http:\/\/localhost:8787\/rss\.xml +up to date/,
    );
    const before = subscriber.to("/secret-path").length;
    const again = await runEdgewire(["redeliver", "127.0.0.1", ...at]);
    expect(again.stdout).toMatch(/^on their way: [1-9]/);
    const received = await subscriber.waitFor("/secret-path", before + 1);
    expect(received.at(-1)?.body.toString()).toContain("<title>Fourth</title>");
    expect((await runEdgewire(["redeliver", ...at])).stdout).toBe("on their way: 0\n");
  });
});

describe("a hub with a mistyped setting", () => {
  it.each([
    ["HUB_SUBSCRIPTIONS", "many"],
    ["HUB_SUBSCRIPTION_PER_HOST", "100"],
  ])("%s=%s: subscribes nothing, and says what is wrong", async (name, text) => {
    const mistyped = await startWorker({ [name]: text });
    try {
      const answer = await mistyped.postToHub({
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.callback": subscriber.url,
      });
      expect(answer.status).toBe(500);
      expect(await mistyped.query("SELECT id FROM intents")).toEqual([]);
    } finally {
      await mistyped.close();
    }
  });
});

/** The hub counts verifications in windows of this length, on a grid of the clock. */
const SLOT_WINDOW_MS = 70_000;

/** Requests that go past the end of a window would get the slots of one more. */
async function leaveWindowThatEnds(): Promise<void> {
  const leftMs = SLOT_WINDOW_MS - (Date.now() % SLOT_WINDOW_MS);
  if (leftMs < 30_000) await new Promise((resolve) => setTimeout(resolve, leftMs));
}

describe("a hub with nothing set", () => {
  it("gives one network half of a host's ten slots a minute, lets nine minutes of them wait, and refuses the others", {
    timeout: 120_000,
  }, async () => {
    const strict = await startWorker({ HUB_VERIFICATIONS_PER_MINUTE: "" });
    try {
      await strict.putSite("title: The Test Wire\ndomain: wire.example");
      await strict.putArticle("first", writeMarkdown({ title: "First" }));
      await leaveWindowThatEnds();
      const statuses: number[] = [];
      for (let number = 0; number < 130; number += 1) {
        const body = new URLSearchParams({
          "hub.mode": "subscribe",
          "hub.topic": TOPIC,
          "hub.callback": `${subscriber.url}/crowd/${number}`,
        });
        const headers = { "cf-connecting-ip": `2001:db8:1:2::${number.toString(16)}` };
        statuses.push((await fetch(new URL("/hub", strict.url), { method: "POST", body, headers })).status);
      }
      expect([200, 202, 429].map((status) => statuses.filter((one) => one === status).length)).toEqual([0, 50, 80]);
      await subscriber.waitFor("/crowd/", 5);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect(subscriber.to("/crowd/").length).toBe(5);
    } finally {
      await strict.close();
    }
  });
});
