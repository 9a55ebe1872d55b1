import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import type { LoadedSource } from "../../src/import/source-formats.ts";
import { describeCause } from "../../src/lib/describe-cause.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import type { Fetch } from "../public-fetch.ts";

const MAX_SOURCE_BYTES = 50 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** The bytes of a file, or of an address's answer: at most 50 MB, within thirty seconds. */
export async function readSource(name: string, fetch: Fetch): Promise<LoadedSource> {
  return isAddress(name) ? readAddress(name, fetch) : readFile(name);
}

export function isAddress(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

async function readFile(path: string): Promise<LoadedSource> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`There is no file "${path}"; wanted a feed, an export, or its address`);
  if (found.isDirectory()) throw new UsageError(`"${path}" is a folder; wanted the file of a feed or an export`);
  if (found.size > MAX_SOURCE_BYTES) throw tooLarge(path, `${found.size} bytes`);
  const chunks: AsyncIterable<Uint8Array> = createReadStream(path);
  return { bytes: await readAtMost(chunks, path), charset: undefined };
}

async function readAddress(address: string, fetch: Fetch): Promise<LoadedSource> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const accept = "application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5";
    const response = await fetch(address, { signal, headers: { accept } });
    if (!response.ok) throw new UsageError(`Cannot fetch ${address}: want status 200, found ${response.status}`);
    const announced = Number(response.headers.get("content-length") ?? 0);
    if (announced > MAX_SOURCE_BYTES) throw tooLarge(address, `${announced} bytes`);
    const bytes = response.body === null ? new Uint8Array() : await readAtMost(Readable.from(response.body), address);
    const charset = /;\s*charset="?([^\s";]+)/i.exec(response.headers.get("content-type") ?? "")?.[1];
    return { bytes, charset };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const why = signal.aborted ? `no answer within ${TIMEOUT_MS / 1000} s` : describeCause(error);
    throw new UsageError(`Cannot fetch ${address}: ${why}`);
  }
}

/** Reads at most the limit: a declared length is not trusted. */
async function readAtMost(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_SOURCE_BYTES) throw tooLarge(name, "more");
    kept.push(chunk);
  }
  return Buffer.concat(kept, sizeBytes);
}

function tooLarge(name: string, found: string): UsageError {
  const wanted = `at most ${MAX_SOURCE_BYTES} bytes (50 MB)`;
  return new UsageError(`${name} is too large to import: wanted ${wanted}, found ${found}; export it in parts`);
}
