import { describe, expect, test } from "vitest";
import { encodeUtf8, joinBytes, joinUtf8 } from "../../src/lib/bytes.ts";

const encoder = new TextEncoder();
const MEGABYTE = 1024 * 1024;

test.each(["", "ascii", "Ελληνικά “” 🚢", "lone \uD800 surrogate", "€".repeat(MEGABYTE)])(
  "encodeUtf8 writes what TextEncoder writes (case %#)",
  (text) => {
    expect(Buffer.compare(encodeUtf8(text), encoder.encode(text))).toBe(0);
  },
);

describe("joinUtf8", () => {
  test("joins texts and bytes in their order", () => {
    expect(joinUtf8(["α", encoder.encode("β"), "", "γ"])).toEqual(encoder.encode("αβγ"));
    expect(joinUtf8([])).toEqual(new Uint8Array());
  });

  test("texts that fill the reused block several times stay whole", () => {
    const parts = Array.from({ length: 40 }, (_, index) => String(index % 10).repeat(100_000));
    expect(Buffer.compare(joinUtf8(parts), encoder.encode(parts.join("")))).toBe(0);
  });

  test("earlier results keep their bytes when the block is used again", () => {
    const first = joinUtf8(["first"]);
    joinUtf8(["second"]);
    expect(first).toEqual(encoder.encode("first"));
  });

  test("parts may be encoded while others are being joined", () => {
    function* parts() {
      yield "a";
      yield encodeUtf8("b");
      yield "c";
    }
    expect(joinUtf8(parts())).toEqual(encoder.encode("abc"));
  });
});

test("joinBytes makes a new array, exactly as long as its parts", () => {
  const part = encoder.encode("xy");
  const whole = joinBytes([part.subarray(1), part]);
  expect(whole).toEqual(encoder.encode("yxy"));
  expect(whole.buffer.byteLength).toBe(3);
});
