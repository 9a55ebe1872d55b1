import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "../../cli/connect.ts";
import { findToken } from "../../cli/token.ts";
import { makeFolder } from "./run-edgewire.ts";

// Which token goes where.

describe("a token is never sent unencrypted but on this machine", () => {
  it.each(["http://feeds.example.org", "http://192.168.1.7:8787", "http://localhost.example.org", "http://10.0.0.1"])(
    "%s is refused, with the address to write",
    (to) => {
      expect(() => connect({ to, token: "secret" })).toThrow(`write --to ${to.replace("http:", "https:")}`);
    },
  );

  it.each([
    "http://localhost:8787",
    "http://127.0.0.1:1",
    "http://[::1]:8787",
    "http://wire.localhost",
    "https://feeds.example.org",
  ])("%s is taken", (to) => {
    expect(() => connect({ to, token: "secret" })).not.toThrow();
  });

  it.each(["feeds.example.org", "ftp://feeds.example.org", ""])("%j is no address for it", (to) => {
    expect(() => connect({ to, token: "secret" })).toThrow("--to must be an address that begins with https://");
  });
});

describe("the token of local development goes to no other machine", () => {
  const file = join(makeFolder({ ".dev.vars": "PUBLISH_TOKEN=local\n" }), ".dev.vars");

  beforeEach(() => vi.stubEnv("EDGEWIRE_TOKEN", undefined));
  afterEach(() => vi.unstubAllEnvs());

  it.each(["http://localhost:8787", "http://127.0.0.1:8787"])("%s gets it", (base) => {
    expect(findToken(base, file)).toBe("local");
  });

  it.each(["https://feeds.example.org", "https://localhost.example.org"])("%s does not", (base) => {
    expect(() => findToken(base, file)).toThrow(
      `There is no publish token for ${base}; wanted --token or EDGEWIRE_TOKEN`,
    );
  });

  it("EDGEWIRE_TOKEN goes wherever its owner publishes", () => {
    vi.stubEnv("EDGEWIRE_TOKEN", "given");
    expect(findToken("https://feeds.example.org", file)).toBe("given");
    expect(findToken("http://localhost:8787", file)).toBe("given");
  });
});
