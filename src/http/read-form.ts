import { mediaTypeOf } from "../lib/media-type.ts";
import { readBody } from "../lib/read-body.ts";
import { fail, type Result, succeed } from "../lib/result.ts";

export interface FormProblem {
  readonly status: 413 | 415;
  readonly detail: string;
}

const MAX_FORM_BYTES = 10_240;
const FORM_TYPE = "application/x-www-form-urlencoded";

/** Reads a small form from a stranger; what is too long is not read to its end. */
export async function readForm(request: Request): Promise<Result<URLSearchParams, FormProblem>> {
  if (mediaTypeOf(request.headers.get("content-type")) !== FORM_TYPE) {
    const found = request.headers.get("content-type") ?? "";
    return fail({ status: 415, detail: `Send a form as ${FORM_TYPE}, found "${found.slice(0, 100)}"` });
  }
  const bytes = await readBody(request.body, MAX_FORM_BYTES);
  if (bytes === undefined) return fail({ status: 413, detail: `A form of at most ${MAX_FORM_BYTES} bytes is taken` });
  return succeed(new URLSearchParams(new TextDecoder().decode(bytes)));
}
