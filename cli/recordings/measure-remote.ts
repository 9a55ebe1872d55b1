import type { RemoteRecording } from "../../src/article/recordings/find-recordings.ts";
import { isRecordingStart, RECORDING_ENDINGS, START_BYTES } from "../../src/article/recordings/recording-types.ts";
import { describeCause } from "../../src/lib/describe-cause.ts";
import { mediaTypeOf } from "../../src/lib/media-type.ts";
import { fail, type Result, succeed } from "../../src/lib/result.ts";
import { createPublicFetch, type Fetch } from "../public-fetch.ts";
import { loadMeasurer } from "./load-measurer.ts";
import { describe } from "./measure-recording.ts";

const BLOCK_BYTES = 64 * 1024;
/** Enough for the indexes of long files and the pictures in their tags; a server is not asked for more. */
const MAX_BLOCKS = 64;
const TIMEOUT_MS = 20_000;

export interface RemoteMeasures {
  readonly measured: ReadonlyMap<string, RemoteRecording>;
  readonly problems: readonly string[];
}

/** The recordings of one article that are elsewhere: readers reach public hosts alone. */
export async function measureRemotes(
  addresses: readonly string[],
  fetch: Fetch = createPublicFetch(),
): Promise<RemoteMeasures> {
  const measured = new Map<string, RemoteRecording>();
  const problems: string[] = [];
  for (const address of addresses) {
    const result = await measureRemote(address, fetch);
    if (result.ok) measured.set(address, result.value);
    else problems.push(`the recording "${address.slice(0, 200)}" ${result.problem}`);
  }
  return { measured, problems };
}

/** The recording at an address, measured by ranges of its bytes: it is never fetched whole. Fails with the end of a sentence. */
async function measureRemote(address: string, fetch: Fetch): Promise<Result<RemoteRecording, string>> {
  try {
    return await measure(address, fetch);
  } catch (error) {
    return fail(`cannot be fetched: ${describeCause(error)}`);
  }
}

async function measure(address: string, fetch: Fetch): Promise<Result<RemoteRecording, string>> {
  const probe = await request(address, 0, BLOCK_BYTES, fetch);
  if (!probe.ok) return probe;
  const { sizeBytes, contentType, bytes } = probe.value;
  const mediaType = mediaTypeOf(contentType);
  const start = bytes.subarray(0, START_BYTES);
  if (mediaType === "text/html" || !RECORDING_ENDINGS.some((ending) => isRecordingStart(ending, start))) {
    return fail(
      `is no sound or film: its server sends ${contentType || "no type"}; write the address of the file itself`,
    );
  }
  if (sizeBytes === undefined) return fail("has no length: its server says none; write length: and its bytes");
  const known = /^(?:audio|video)\//.test(mediaType) ? { mediaType } : {};
  const measurer = await loadMeasurer();
  if (measurer === undefined) return succeed({ sizeBytes, ...known });
  const file = new RemoteFile(address, sizeBytes, bytes, fetch);
  const { measures } = await measurer
    .parseBlob(file as unknown as Blob, { skipCovers: true })
    .then((metadata) => describe(address, metadata))
    .catch(() => ({ measures: {} }));
  return succeed({ ...measures, sizeBytes, ...known });
}

interface Block {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Of the whole file; undefined: the server does not say. */
  readonly sizeBytes: number | undefined;
}

/** At most `length` bytes are read, also from a server that knows no ranges. */
async function request(address: string, offset: number, length: number, fetch: Fetch): Promise<Result<Block, string>> {
  const headers = { Range: `bytes=${offset}-${offset + length - 1}`, "Accept-Encoding": "identity" };
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) {
    await response.body?.cancel();
    return fail(`is not there: its server answers ${response.status}; mend the address`);
  }
  if (response.status !== 206 && offset > 0) {
    await response.body?.cancel();
    return fail("cannot be read in parts");
  }
  const whole =
    /\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1] ?? response.headers.get("content-length");
  const contentType = response.headers.get("content-type") ?? "";
  const bytes = await readUpTo(response, length);
  return succeed({ bytes, contentType, sizeBytes: whole === null ? undefined : Number(whole) });
}

async function readUpTo({ body }: Response, length: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    read += chunk.length;
    if (read >= length) break;
  }
  return Buffer.concat(chunks).subarray(0, length);
}

/** A file elsewhere, as music-metadata reads a Blob: by slices. */
class RemoteFile {
  readonly type = "";
  readonly size: number;
  readonly #address: string;
  readonly #fetch: Fetch;
  readonly #blocks = new Map<number, Promise<Uint8Array>>();

  constructor(address: string, size: number, first: Uint8Array, fetch: Fetch) {
    this.size = size;
    this.#address = address;
    this.#fetch = fetch;
    this.#blocks.set(0, Promise.resolve(first));
  }

  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return { arrayBuffer: () => this.#read(start, Math.min(end, this.size)) };
  }

  async #read(start: number, end: number): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(Math.max(0, end - start));
    for (let at = start; at < end; ) {
      const number = Math.floor(at / BLOCK_BYTES);
      const block = (await this.#find(number)).subarray(at - number * BLOCK_BYTES);
      if (block.length === 0) throw new Error("The server sent less than it said");
      bytes.set(block.subarray(0, end - at), at - start);
      at += block.length;
    }
    return bytes.buffer;
  }

  #find(number: number): Promise<Uint8Array> {
    const known = this.#blocks.get(number);
    if (known !== undefined) return known;
    if (this.#blocks.size >= MAX_BLOCKS)
      throw new Error(`Its headers lie in more than ${MAX_BLOCKS} blocks of ${BLOCK_BYTES} bytes`);
    const loaded = request(this.#address, number * BLOCK_BYTES, BLOCK_BYTES, this.#fetch).then((block) => {
      if (block.ok) return block.value.bytes;
      throw new Error(block.problem);
    });
    this.#blocks.set(number, loaded);
    return loaded;
  }
}
