import { isKey } from "../article/check-key.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import type { ApiProblem } from "./problems.ts";

/** An article's key, as the reader of its file would take it. */
export function readKey(text: string): Result<string, ApiProblem> {
  return isKey(text) ? succeed(text) : fail({ reason: "key-invalid", found: text });
}

/** If-Match of the publishing API: one content hash, or `*` (RFC 9110 §13.1.1). */
export function readPrecondition(ifMatch: string | undefined): string | undefined {
  return ifMatch?.trim().replace(/^(?:W\/)?"(.*)"$/, "$1");
}
