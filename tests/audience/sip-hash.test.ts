import { describe, expect, it } from "vitest";
import { type HashKey, sipHash } from "../../src/audience/sip-hash.ts";

// `openssl mac -macopt hexkey:000102…0f -macopt size:8 -macopt c-rounds:1 -macopt d-rounds:3 -in FILE SIPHASH`, bytes reversed.

const KEY: HashKey = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c];

function writeHash(key: HashKey, text: string): string {
  let written = "";
  sipHash(key, text, (...halves) => {
    written = halves.map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
    return 0;
  });
  return written;
}

describe("SipHash-1-3", () => {
  it.each([
    [0, "abac0158050fc4dc"],
    [1, "c9f49bf37d57ca93"],
    [8, "369095118d299a8e"],
    [15, "d320d86d2a519956"],
  ])("agrees with OpenSSL on %i bytes", (length, wanted) => {
    const text = String.fromCharCode(...Array.from({ length }, (_, byte) => byte));
    expect(writeHash(KEY, text)).toBe(wanted);
  });

  it("gives another hash under another key", () => {
    expect(writeHash([1, 2, 3, 4], "192.0.2.1")).not.toBe(writeHash([1, 2, 3, 5], "192.0.2.1"));
  });
});
