import { describe, expect, it } from "vitest";
import { findClaimedRevision, isNotModified, listTags, namesTag } from "../../src/http/validators.ts";

// RFC 9110 §13; conformance 60 and 61. The same over HTTP: tests/worker/conditional.test.ts.

const TAG = "1234-0123456789ab";
/** Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110 §5.6.7. */
const CHANGED = 784_111_777;
const VALIDATORS = { tag: TAG, lastModified: CHANGED };
const NOW = (CHANGED + 86_400) * 1000;

const EXACT = "Sun, 06 Nov 1994 08:49:37 GMT";
const LATER = "Sun, 06 Nov 1994 08:49:38 GMT";
const EARLIER = "Sun, 06 Nov 1994 08:49:36 GMT";

const tags: [ifNoneMatch: string, notModified: boolean][] = [
  [`W/"${TAG}"`, true],
  [`"${TAG}"`, true],
  [`w/"${TAG}"`, true],
  [`  W/"${TAG}"  `, true],
  [TAG, true],
  [`W/${TAG}`, true],
  ["*", true],
  [" * ", true],
  ['"*"', false],
  ['W/"*"', false],
  ['*, "other"', false],
  [`"a", "b", W/"${TAG}"`, true],
  [`"a","b",W/"${TAG}"`, true],
  [`W/"${TAG}", "a"`, true],
  [`,, ,"a",,W/"${TAG}",`, true],
  [`"a, W/"${TAG}"`, true],
  [`"with, comma", W/"${TAG}"`, true],
  [`other, ${TAG}`, true],
  [`"a", "b"`, false],
  [`W/"${TAG}-gzip"`, true],
  [`"${TAG}-gzip"`, true],
  [`W/"${TAG}-br"`, true],
  [`W/"${TAG}-zstd"`, true],
  [`W/"${TAG}--gzip"`, true],
  [`W/"${TAG};gzip"`, true],
  [`${TAG}-gzip`, true],
  [`W/"${TAG}-GZIP"`, true],
  [`W/"${TAG}-gzip-gzip"`, false],
  [`W/"${TAG}-identity"`, false],
  [`W/"${TAG}x"`, false],
  [`W/"x${TAG}"`, false],
  [`W/"${TAG.toUpperCase()}"`, false],
  [`W/"1233-0123456789ab"`, false],
  [`W/"1235-0123456789ab"`, false],
  [`W/"1234-0123456789ac"`, false],
  [`W/"1234"`, false],
  ['""', false],
  ['W/""', false],
  ["", false],
  [" ", false],
  ['"', false],
  ["W/", false],
  ["][;}", false],
  ["\u0000", false],
  [EXACT, false],
  [`${'"x", '.repeat(1000)}W/"${TAG}"`, true],
];

describe("If-None-Match, which overrules any date (RFC 9110 §13.1.2)", () => {
  it.each(tags)("%.80s: not modified is %s", (ifNoneMatch, expected) => {
    for (const ifModifiedSince of [null, EXACT, EARLIER, "soon"]) {
      expect(isNotModified({ ifNoneMatch, ifModifiedSince }, VALIDATORS, NOW)).toBe(expected);
    }
  });

  it("what stands beyond 8 KB is not read, however long it is", () => {
    const long = `${'"x", '.repeat(200_000)}W/"${TAG}"`;
    expect(namesTag(long, TAG)).toBe(false);
    expect(listTags('"'.repeat(100_000)).length).toBeLessThanOrEqual(8192);
  });
});

const dates: [ifModifiedSince: string, notModified: boolean][] = [
  [EXACT, true],
  [LATER, true],
  [EARLIER, false],
  ["Mon, 07 Nov 1994 08:49:37 GMT", true],
  ["Mon, 07 Nov 1994 08:49:38 GMT", false],
  ["Fri, 01 Jan 2100 00:00:00 GMT", false],
  ["Sunday, 06-Nov-94 08:49:37 GMT", true],
  ["Sunday, 06-Nov-94 08:49:36 GMT", false],
  ["Sun Nov  6 08:49:37 1994", true],
  ["Sun Nov  6 08:49:36 1994", false],
  ["Thu, 01 Jan 1970 00:00:00 GMT", false],
  ["1994-11-06T08:49:37Z", false],
  ["784111777", false],
  ["Sun, 06 Nov 1994 08:49:37", false],
  ["Sun, 06 Nov 1994 08:49:37 +0000", true],
  ["Sun, 06 Nov 1994 08:49:36 +0000", false],
  ["Sun, 06 Nov 1994 08:49:37 -0000", true],
  ["Sun, 06 Nov 1994 08:49:37 UTC", true],
  ["Sun, 06 Nov 1994 08:49:37 Z", true],
  ["Sun, 06 Nov 1994 08:49:37 GMT+0000", true],
  ["Sun, 06 Nov 1994 08:49:37 +0100", false],
  ["Sun, 06 Nov 1994 08:49:37 EST", false],
  ["Sun, 6 Nov 1994 08:49:37 GMT", false],
  ["Sun, 31 Nov 1994 08:49:37 GMT", false],
  ["sun, 06 nov 1994 08:49:37 gmt", true],
  ["SUN, 06 NOV 1994 08:49:37 GMT", true],
  ["sun, 06 nov 1994 08:49:36 gmt", false],
  [`${EXACT}; length=1234`, false],
  ["soon", false],
  ["", false],
];

describe("If-Modified-Since alone (RFC 9110 §13.1.3)", () => {
  it.each(dates)("%s: not modified is %s", (ifModifiedSince, expected) => {
    expect(isNotModified({ ifNoneMatch: null, ifModifiedSince }, VALIDATORS, NOW)).toBe(expected);
  });

  it("no condition: modified", () => {
    expect(isNotModified({ ifNoneMatch: null, ifModifiedSince: null }, VALIDATORS, NOW)).toBe(false);
  });
});

describe("findClaimedRevision", () => {
  const EPOCH = "0123456789ab";

  it.each<[ifNoneMatch: string | null, claimed: number]>([
    [null, 0],
    [`W/"1234-${EPOCH}"`, 1234],
    [`W/"12-${EPOCH}", "77-${EPOCH}", "5-${EPOCH}"`, 77],
    [`W/"1234-${EPOCH}-gzip"`, 1234],
    [`W/"1234-ffffffffffff"`, 0],
    [`W/"-5-${EPOCH}"`, 0],
    [`W/"1e9-${EPOCH}"`, 0],
    [`W/"${"9".repeat(16)}-${EPOCH}"`, 0],
    [`W/"99.5-${EPOCH}"`, 0],
    ["*", 0],
    ["garbage", 0],
  ])("%s claims %i", (ifNoneMatch, claimed) => {
    expect(findClaimedRevision(ifNoneMatch, EPOCH)).toBe(claimed);
  });
});
