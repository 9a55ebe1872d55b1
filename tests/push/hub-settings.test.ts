import { describe, expect, it } from "vitest";
import { readHubSettings } from "../../src/push/hub-settings.ts";

describe("HUB_ variables", () => {
  it("have good defaults, set to nothing or not at all", () => {
    const usual = readHubSettings({});
    expect(usual).toMatchObject({
      ok: true,
      value: {
        verificationsPerMinute: 10,
        requestsPerRun: 40,
        caps: { perClient: 1000, perHost: 10_000, inAll: 100_000 },
      },
    });
    expect(readHubSettings({ HUB_SUBSCRIPTIONS: "", DB: {}, PUBLIC_URL: "x" })).toEqual(usual);
  });

  it("are read", () => {
    const read = readHubSettings({
      HUB_PRIVATE_CALLBACKS: "127.0.0.0/8 reader.internal localhost",
      HUB_CALLBACK_PORTS: "8443, 9000",
      HUB_VERIFICATIONS_PER_MINUTE: "30",
      HUB_REQUESTS_PER_RUN: "500",
      HUB_SUBSCRIPTIONS_PER_CLIENT: "5",
      HUB_SUBSCRIPTIONS_PER_HOST: "6",
      HUB_SUBSCRIPTIONS: "7",
    });
    expect(read).toEqual({
      ok: true,
      value: {
        privateCallbacks: "127.0.0.0/8 reader.internal localhost",
        callbackPorts: "8443, 9000",
        verificationsPerMinute: 30,
        requestsPerRun: 500,
        caps: { perClient: 5, perHost: 6, inAll: 7 },
      },
    });
  });

  it.each([
    ["HUB_VERIFICATIONS_PER_MINUTE", "ten"],
    ["HUB_VERIFICATIONS_PER_MINUTE", "1"],
    ["HUB_VERIFICATIONS_PER_MINUTE", "1e3"],
    ["HUB_REQUESTS_PER_RUN", "4O"],
    ["HUB_REQUESTS_PER_RUN", "0"],
    ["HUB_SUBSCRIPTIONS", "-5"],
    ["HUB_SUBSCRIPTIONS_PER_HOST", "1.5"],
    ["HUB_SUBSCRIPTIONS_PER_CLIENT", "1,000"],
    ["HUB_PRIVATE_CALLBACKS", "127.0.0.0/33"],
    ["HUB_PRIVATE_CALLBACKS", "127.0.0"],
    ["HUB_PRIVATE_CALLBACKS", "https://reader.internal"],
    ["HUB_CALLBACK_PORTS", "https"],
    ["HUB_CALLBACK_PORTS", "70000"],
    ["HUB_VERIFICATION_PER_MINUTE", "30"],
  ])("%s=%s is refused with a sentence that names it", (name, text) => {
    const read = readHubSettings({ [name]: text });
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.problem).toContain(name);
  });
});
