import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHttpDate, formatRfc822, formatRfc3339, parseHttpDate } from "../../src/lib/dates.ts";

const LAST = Date.UTC(9999, 11, 31);
const times = fc.integer({ min: Date.UTC(1600, 0, 1), max: LAST });

test.each([
  ["2023-06-12T08:05:09.999Z", "Mon, 12 Jun 2023 08:05:09 GMT", "2023-06-12T08:05:09Z"],
  ["2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59Z"],
  ["1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"],
  ["1969-12-31T23:59:59.500Z", "Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59Z"],
  ["0987-03-04T05:06:07Z", "Sun, 04 Mar 0987 05:06:07 GMT", "0987-03-04T05:06:07Z"],
])("11, 39: %s is %s and %s", (iso, rfc822, rfc3339) => {
  const time = Date.parse(iso);
  expect(formatRfc822(time)).toBe(rfc822);
  expect(formatHttpDate(time)).toBe(rfc822);
  expect(formatRfc3339(time)).toBe(rfc3339);
});

test("any time is written as JavaScript's own Date writes it", () => {
  fc.assert(
    fc.property(times, (time) => {
      expect(formatRfc822(time)).toBe(new Date(time).toUTCString());
      expect(formatRfc3339(time)).toBe(`${new Date(time).toISOString().slice(0, 19)}Z`);
    }),
  );
});

test("RFC 9110 §5.6.7: what we send we can read", () => {
  fc.assert(
    fc.property(times, (time) => {
      expect(parseHttpDate(formatHttpDate(time))).toBe(Math.floor(time / 1000) * 1000);
    }),
  );
});

test.each([
  ["Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"],
  ["Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"],
  ["Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z"],
  ["Wed Nov 16 08:49:37 1994", "1994-11-16T08:49:37Z"],
  ["Saturday, 12-Jun-32 00:00:00 GMT", "2032-06-12T00:00:00Z"],
  ["Thu, 29 Feb 2024 00:00:00 GMT", "2024-02-29T00:00:00Z"],
  ["Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"],
])("RFC 9110 §5.6.7: %s is understood", (text, iso) => {
  expect(parseHttpDate(text)).toBe(Date.parse(iso));
});

describe("RFC 9110 §13.1.3: what is no HTTP-date is no date", () => {
  test.each([
    "",
    "yesterday",
    "0",
    "1994-11-06T08:49:37Z",
    "Sun, 06 Nov 1994 08:49:37",
    "Sun, 06 Nov 1994 08:49:37 EST",
    "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:00 GMT",
    "Sun, 31 Feb 2023 08:49:37 GMT",
    "Wed, 29 Feb 2023 08:49:37 GMT",
    "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 94 08:49:37 GMT",
    "Sun, 6 Nov 1994 08:49:37 GMT",
    "Xyz, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun Nov 06 08:49:37 1994 GMT",
    " Sun, 06 Nov 1994 08:49:37 GMT",
  ])("%j", (text) => {
    expect(parseHttpDate(text)).toBeUndefined();
  });
});
