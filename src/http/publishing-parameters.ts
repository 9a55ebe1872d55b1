import { fail, type Result, succeed } from "../lib/result.ts";
import type { ApiProblem } from "./problems.ts";

const KEY_SEGMENT = /^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u;
const MAX_KEY_LENGTH = 200;

/** An article's key: its path in articles/ without its extension. */
export function readKey(text: string): Result<string, ApiProblem> {
  const isKey = text.length <= MAX_KEY_LENGTH && text.split("/").every((segment) => KEY_SEGMENT.test(segment));
  return isKey ? succeed(text) : fail({ reason: "key-invalid", found: text });
}

/** If-Match of the publishing API: one content hash, or `*` (RFC 9110 §13.1.1). */
export function readPrecondition(ifMatch: string | undefined): string | undefined {
  return ifMatch?.trim().replace(/^(?:W\/)?"(.*)"$/, "$1");
}
