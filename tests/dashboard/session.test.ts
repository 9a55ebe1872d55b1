import { describe, expect, it } from "vitest";
import { PUBLIC_URL_HEADER, TOKEN_DIGEST_HEADER } from "../../src/api/worker-headers.ts";
import { type AudiencePorts, createAudienceRoutes } from "../../src/dashboard/routes.ts";
import type { AppToken } from "../../src/feed/publishing/app-tokens.ts";
import { themeOf } from "../../src/feed/theme.ts";
import { digestToken } from "../../src/http/token-digest.ts";
import { mountRoutes } from "../support/mount-routes.ts";

const NOW = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;
const HOME = "https://wire.example";
const REPORT = "/dashboard/audience.json";

/** One publication's store, and as many isolates before it as a test starts. */
function createPublication(token = "secret") {
  const clock = { now: NOW };
  let nonce = crypto.randomUUID();
  const tools = new Map(["Quill", "iA & Co"].map((name) => [name, createToken(name)]));
  const refuse = () => Promise.reject(new Error("not asked here"));
  const ports: AudiencePorts = {
    record: refuse,
    recordDownloads: refuse,
    findRecordings: refuse,
    findTitled: async () => new Map(),
    readAccount: async () => ({ lines: [], feeds: [], firstFetch: undefined, opens: [], downloads: [] }),
    readFigures: async () => ({
      ...(await ports.readIdentity()),
      feedTitles: new Map(),
      newest: undefined,
      push: undefined,
      failingSources: [],
      sourcesWithoutPages: [],
      takesMicropub: false,
      timeZone: "UTC",
      scheduled: [],
    }),
    findLeftOut: async () => [],
    tokens: { list: async () => [...tools.values()], revoke: async (name) => tools.delete(name) },
    readTitles: async () => new Map(),
    readIdentity: async () => ({ title: "The Wire", theme: themeOf({}) }),
    sessionNonce: {
      read: async () => nonce,
      renew: async () => {
        nonce = crypto.randomUUID();
      },
    },
    checkHealth: refuse,
  };
  const startIsolate = (home = HOME) => {
    const app = mountRoutes(
      createAudienceRoutes(() => clock.now),
      () => ({ audience: ports }),
    );
    const ask = async (path: string, init: RequestInit = {}) => {
      const request = new Request(home + path, init);
      request.headers.set(TOKEN_DIGEST_HEADER, await digestToken(token));
      request.headers.set(PUBLIC_URL_HEADER, home);
      return app.fetch(request);
    };
    const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      ask(path, { method: "POST", body: new URLSearchParams(form), headers });
    return {
      ask,
      post,
      signIn: async (given = token, headers: Record<string, string> = {}) =>
        post("/dashboard/sign-in", { token: given }, headers),
      /** The status of a page behind the session. */
      look: async (cookie: string) => (await ask(REPORT, { headers: { cookie } })).status,
    };
  };
  return { clock, ports, tools, startIsolate };
}

function createToken(name: string): AppToken {
  return { name, scopes: ["create"], createdAt: NOW, usedAt: undefined };
}

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

describe("a session", () => {
  it("is known for a week, in every isolate, and no longer", async () => {
    const { clock, startIsolate } = createPublication();
    const cookie = `other=1; ${cookieOf(await startIsolate().signIn())}; last=2`;
    const { look } = startIsolate();
    clock.now = NOW + 6 * DAY;
    expect(await look(cookie)).toBe(200);
    clock.now = NOW + 7 * DAY;
    expect(await look(cookie)).toBe(403);
  });

  it("ends with the token it was opened with", async () => {
    const cookie = cookieOf(await createPublication("secret").startIsolate().signIn());
    expect(await createPublication("new secret").startIsolate().look(cookie)).toBe(403);
  });

  it("cannot be prolonged", async () => {
    const { startIsolate } = createPublication();
    const { signIn, look } = startIsolate();
    const cookie = cookieOf(await signIn());
    expect(await look(cookie.replace(/=\d+/, `=${NOW / 1000 + 700 * 86_400}`))).toBe(403);
    expect(await look(cookie)).toBe(200);
  });

  it("ends everywhere when one browser signs out", async () => {
    const { startIsolate } = createPublication();
    const [here, there] = [startIsolate(), startIsolate()];
    const [desk, phone] = [cookieOf(await here.signIn()), cookieOf(await there.signIn())];
    const answer = await here.post("/dashboard/sign-out", {}, { cookie: desk });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^edgewire-session=; Max-Age=0; Path=\/dashboard/);
    expect([await here.look(desk), await there.look(desk), await there.look(phone)]).toEqual([403, 403, 403]);
    expect(await there.look(cookieOf(await there.signIn()))).toBe(200);
  });

  it("is not ended by a stranger who signs out", async () => {
    const { signIn, look, post } = createPublication().startIsolate();
    const cookie = cookieOf(await signIn());
    await post("/dashboard/sign-out", {});
    await post("/dashboard/sign-out", {}, { cookie: cookie.replace(/=\d/, "=9") });
    expect(await look(cookie)).toBe(200);
  });

  it.each([
    [HOME, /; HttpOnly; Secure; SameSite=Strict$/],
    ["http://localhost:8787", /Path=\/dashboard; HttpOnly; SameSite=Strict$/],
  ])("at %s is a cookie that only the browser sees", async (home, attributes) => {
    const answer = await createPublication().startIsolate(home).signIn();
    expect(answer.headers.getSetCookie()[0]).toMatch(attributes);
  });
});

describe("a form that another site posts", () => {
  it.each<[Record<string, string>, number]>([
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site", origin: "https://other.wire.example" }, 403],
    [{ origin: "https://evil.example" }, 403],
    [{ origin: "null" }, 403],
    [{ "sec-fetch-site": "cross-site", origin: HOME }, 403],
    [{ "sec-fetch-site": "same-origin", origin: HOME }, 303],
    [{ "sec-fetch-site": "none" }, 303],
    [{ origin: HOME }, 303],
    [{}, 303],
  ])("with %j: %i for signing in and out", async (headers, status) => {
    const { signIn, post } = createPublication().startIsolate();
    expect((await signIn("secret", headers)).status).toBe(status);
    expect((await post("/dashboard/sign-out", {}, headers)).status).toBe(status);
  });
});

describe("revoking a writing tool's token", () => {
  const REVOKE = "/dashboard/revoke-token";

  it("takes a session, leads back to the list, and does so for a token that is gone", async () => {
    const { tools, startIsolate } = createPublication();
    const { ask, post, signIn } = startIsolate();
    const cookie = cookieOf(await signIn());
    for (let click = 0; click < 2; click += 1) {
      const answer = await post(REVOKE, { name: "iA & Co" }, { cookie, "sec-fetch-site": "same-origin" });
      expect([answer.status, answer.headers.get("location")]).toEqual([303, "/dashboard#writing-tools"]);
      expect([...tools.keys()]).toEqual(["Quill"]);
    }
    const page = await (await ask("/dashboard", { headers: { cookie } })).text();
    expect(page).toContain('id="writing-tools"');
    expect(page).toContain('aria-label="Revoke Quill"');
    expect(page).not.toContain("iA &amp; Co");
  });

  const form = (text: string): RequestInit => ({ method: "POST", body: new URLSearchParams(text) });
  const json: RequestInit = {
    method: "POST",
    body: '{"name":"Quill"}',
    headers: { "content-type": "application/json" },
  };
  it.each<[string, RequestInit, Record<string, string>, boolean, number]>([
    ["without a session", form("name=Quill"), {}, false, 403],
    ["from another site", form("name=Quill"), { "sec-fetch-site": "cross-site" }, true, 403],
    ["from another origin", form("name=Quill"), { origin: "https://evil.example" }, true, 403],
    ["in another type", json, {}, true, 415],
    ["in a form of 20 kB", form(`name=Quill&more=${"x".repeat(20_000)}`), {}, true, 413],
    ["by GET", {}, {}, true, 405],
    ["without a name", form(""), {}, true, 303],
  ])("%s revokes none", async (_what, init, headers, isSignedIn, status) => {
    const { tools, startIsolate } = createPublication();
    const { ask, signIn } = startIsolate();
    const cookie = isSignedIn ? cookieOf(await signIn()) : "";
    const answer = await ask(REVOKE, { ...init, headers: { ...init.headers, ...headers, cookie } });
    expect(answer.status).toBe(status);
    expect([...tools.keys()]).toEqual(["Quill", "iA & Co"]);
  });
});

describe("guesses at the token", () => {
  it.each(["Secret", "", "secret secret", "x".repeat(20_000)])("%j is wrong", async (given) => {
    expect((await createPublication().startIsolate().signIn(given)).status).toBe(403);
  });

  it("that come in parallel are counted: of ten, five are looked at", async () => {
    const { signIn } = createPublication().startIsolate();
    const from = { "cf-connecting-ip": "192.0.2.1" };
    const answers = await Promise.all(Array.from({ length: 10 }, () => signIn("wrong", from)));
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  });

  it("are counted for a client alone, for a minute, and right ones are not", async () => {
    const { clock, startIsolate } = createPublication();
    const { signIn } = startIsolate();
    const [one, other] = [{ "cf-connecting-ip": "192.0.2.1" }, { "cf-connecting-ip": "198.51.100.1" }];
    for (let count = 0; count < 8; count += 1) expect((await signIn("secret", one)).status).toBe(303);
    for (let count = 0; count < 5; count += 1) expect((await signIn("wrong", one)).status).toBe(403);
    clock.now = NOW + 10_000;
    const refused = await signIn("secret", one);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "50"]);
    expect((await signIn("secret", other)).status).toBe(303);
    clock.now = NOW + 60_000;
    expect((await signIn("secret", one)).status).toBe(303);
  });

  it("are not forgotten because a thousand other clients guess", async () => {
    const { signIn } = createPublication().startIsolate();
    for (let count = 0; count < 990; count += 1)
      await signIn("wrong", { "cf-connecting-ip": `10.${count >> 8}.${count & 255}.1` });
    for (let count = 0; count < 5; count += 1) await signIn("wrong", { "cf-connecting-ip": "192.0.2.1" });
    for (let count = 0; count < 50; count += 1) await signIn("wrong", { "cf-connecting-ip": `11.0.${count}.1` });
    expect((await signIn("wrong", { "cf-connecting-ip": "192.0.2.1" })).status).toBe(429);
  });
});
