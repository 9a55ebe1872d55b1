import { expect, test } from "vitest";
import { formatAddress, formatPath } from "../../src/lib/addresses.ts";

test.each([
  [
    "https://x.example/a|b[1]/{c}^`d?e[]=1|2&f={g}^`h\\i#[j]|{k}^",
    "/a%7Cb%5B1%5D/%7Bc%7D%5E%60d?e%5B%5D=1%7C2&f=%7Bg%7D%5E%60h%5Ci#%5Bj%5D%7C%7Bk%7D%5E",
  ],
  ["https://x.example/a%5Bb%7C?c=%7B#%5E", "/a%5Bb%7C?c=%7B#%5E"],
  ["https://x.example/ä b?ü", "/%C3%A4%20b?%C3%BC"],
  ["https://x.example/?", "/?"],
])("6, RFC 3986 §2: nothing in %s stays that no address may have", (address, path) => {
  expect(formatAddress(new URL(address))).toBe(`https://x.example${path}`);
});

test("the brackets of an IPv6 host stay", () => {
  expect(formatAddress(new URL("https://a@[2001:db8::1]:8443/[b]"))).toBe("https://a@[2001:db8::1]:8443/%5Bb%5D");
});

test("an address by mail is one, too", () => {
  expect(formatAddress(new URL("mailto:a@x.example?subject=[b]"))).toBe("mailto:a@x.example?subject=%5Bb%5D");
});

test("a path goes to the end of its address", () => {
  expect(formatPath(new URL("https://a@x.example/[b]?c|d#{e}"))).toBe("/%5Bb%5D?c%7Cd#%7Be%7D");
});
