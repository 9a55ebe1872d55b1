import { isKey } from "../article/check-key.ts";
import type { Expectations } from "../feed/publishing/editions.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import type { ApiProblem } from "./problems.ts";

/** An article's key, as the reader of its file would take it. */
export function readKey(text: string): Result<string, ApiProblem> {
  return isKey(text) ? succeed(text) : fail({ reason: "key-invalid", found: text });
}

export function readOptionalKey(text: string | undefined): Result<string | undefined, ApiProblem> {
  return text === undefined ? succeed(undefined) : readKey(text);
}

/** When the edition that a PUT brings was made: RFC 3339. */
const EDITION_HEADER = "edgewire-edition";

/** If-Match and If-None-Match of the publishing API: one content hash each, or `*` (RFC 9110 §13.1.1, §13.1.2). */
export function readExpectations(headers: Headers): Expectations {
  return {
    expectedHash: readHash(headers.get("if-match")),
    excludedHash: readHash(headers.get("if-none-match")),
  };
}

function readHash(tag: string | null): string | undefined {
  return tag?.trim().replace(/^(?:W\/)?"(.*)"$/, "$1");
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

/** The edition's time in milliseconds; undefined where the publisher does not say. */
export function readEdition(headers: Headers): Result<number | undefined, ApiProblem> {
  const text = headers.get(EDITION_HEADER);
  if (text === null) return succeed(undefined);
  const time = RFC_3339.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return succeed(time);
  const detail = `Edgewire-Edition must be an RFC 3339 time, found "${text}"; send for example 2026-03-14T09:26:53Z`;
  return fail({ reason: "parameter-invalid", detail });
}
