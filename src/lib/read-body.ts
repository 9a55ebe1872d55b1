import { joinBytes } from "./bytes.ts";

/**
 * The bytes of a request's or a response's body; undefined where it has more than `limitBytes`, and then the rest is not read.
 * `Content-Length` is ignored, as it may be wrong. Rejects with the signal's reason: some implementations of `fetch` heed their
 * signal only until the headers have come.
 */
export async function readBody(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for (;;) {
      const { done, value } = await (signal === undefined ? reader.read() : raceAbort(reader.read(), signal));
      if (done) return joinBytes(chunks);
      sizeBytes += value.byteLength;
      if (sizeBytes > limitBytes) return undefined;
      chunks.push(value);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/**
 * {@link readBody} for answers that the client must see: a longer body is read up to `endBytes` and dropped, since a client whose body
 * is cut off reports a lost connection.
 */
export async function readBodyToEnd(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
  endBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (body === null) return new Uint8Array();
  let chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > endBytes) return undefined;
    if (sizeBytes > limitBytes) chunks = [];
    else chunks.push(chunk);
  }
  return sizeBytes > limitBytes ? undefined : joinBytes(chunks);
}

/** Settles as the promise does, or rejects with the signal's reason. */
export function raceAbort<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", onAbort));
}
