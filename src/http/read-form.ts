import { joinBytes } from "../lib/bytes.ts";
import { fail, type Result, succeed } from "../lib/result.ts";

export interface FormProblem {
  readonly status: 413 | 415;
  readonly detail: string;
}

const MAX_FORM_BYTES = 10_240;
const FORM_TYPE = "application/x-www-form-urlencoded";

/** Reads a small form from a stranger; what is too long is not read to its end. */
export async function readForm(request: Request): Promise<Result<URLSearchParams, FormProblem>> {
  const type = request.headers.get("content-type") ?? "";
  if (type.split(";")[0]?.trim().toLowerCase() !== FORM_TYPE) {
    return fail({ status: 415, detail: `Send a form as ${FORM_TYPE}, found "${type.slice(0, 100)}"` });
  }
  const bytes = await readAtMost(request, MAX_FORM_BYTES);
  if (bytes === undefined) return fail({ status: 413, detail: `A form of at most ${MAX_FORM_BYTES} bytes is taken` });
  return succeed(new URLSearchParams(new TextDecoder().decode(bytes)));
}

async function readAtMost({ body, headers }: Request, limitBytes: number): Promise<Uint8Array | undefined> {
  if (body === null) return new Uint8Array();
  if (Number(headers.get("content-length") ?? 0) > limitBytes) {
    await body.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joinBytes(chunks);
    sizeBytes += value.byteLength;
    if (sizeBytes > limitBytes) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}
