import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "../../src/lib/digest.ts";

describe("sha256Hex (FIPS 180-4)", () => {
  it.each([
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ])("the standard's own example %j", async (text, digest) => {
    expect(await sha256Hex(text)).toBe(digest);
    expect(await sha256Hex(new TextEncoder().encode(text))).toBe(digest);
  });

  it("of a text is that of its UTF-8", async () => {
    const text = "Ειδήσεις 😀";
    expect(await sha256Hex(text)).toBe(createHash("sha256").update(text).digest("hex"));
  });

  it("of a part of a buffer is that of the part", async () => {
    expect(await sha256Hex(new TextEncoder().encode("xabcx").subarray(1, 4))).toBe(await sha256Hex("abc"));
  });
});
