import { describe, expect, it } from "vitest";
import { createLoginThrottle } from "../../src/dashboard/login-throttle.ts";
import { hasSession, isToken, openSession } from "../../src/dashboard/session.ts";
import { digestToken } from "../../src/http/token-digest.ts";

const NOW = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;

function ask(cookie: string): Request {
  return new Request("https://wire.example/dashboard", { headers: { cookie } });
}

describe("a session", () => {
  it("is known for a week, under the token it was opened with, and no longer", async () => {
    const digest = await digestToken("secret");
    const [cookie = ""] = (await openSession(digest, true, NOW)).split(";");
    const request = ask(`other=1; ${cookie}; last=2`);
    expect(await hasSession(request, digest, NOW + 6 * DAY)).toBe(true);
    expect(await hasSession(request, digest, NOW + 7 * DAY)).toBe(false);
    expect(await hasSession(request, await digestToken("new secret"), NOW)).toBe(false);
  });

  it("cannot be prolonged", async () => {
    const digest = await digestToken("secret");
    const [cookie = ""] = (await openSession(digest, true, NOW)).split(";");
    const longer = cookie.replace(/=\d+/, `=${NOW / 1000 + 700 * 86_400}`);
    expect(await hasSession(ask(longer), digest, NOW)).toBe(false);
  });

  it("is secure wherever the publication is", async () => {
    const digest = await digestToken("secret");
    expect(await openSession(digest, true, NOW)).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
    expect(await openSession(digest, false, NOW)).toMatch(/; HttpOnly; SameSite=Strict$/);
  });
});

describe("a token", () => {
  it.each([
    ["secret", true],
    ["Secret", false],
    ["", false],
    ["secret ", false],
  ])("%j: %s", async (given, is) => expect(await isToken(given, await digestToken("secret"))).toBe(is));
});

describe("attempts", () => {
  it("are five a minute and client", () => {
    const attempts = createLoginThrottle();
    for (let n = 0; n < 5; n += 1) {
      expect(attempts.findWait("a", NOW + n)).toBeUndefined();
      attempts.addFailure("a", NOW + n);
    }
    expect(attempts.findWait("a", NOW + 10_000)).toBe(50);
    expect(attempts.findWait("b", NOW + 10_000)).toBeUndefined();
    expect(attempts.findWait("a", NOW + 60_000)).toBeUndefined();
  });
});
