import type { StoredFile } from "../../article/article.ts";
import { isRecordingStart, START_BYTES } from "../../article/recordings/recording-types.ts";
import { describePlace, searchForPlace } from "../../article/recordings/search-for-place.ts";
import { DAY_MS } from "../../lib/dates.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import type { Upload, UploadStore } from "./upload-store.ts";

const MEBIBYTE = 1024 * 1024;
/** R2 wants parts of 5 MiB or more, and Cloudflare's plans take bodies of 100 MB. */
const PART_BYTES = 16 * MEBIBYTE;
/** An upload that is not continued for so long is dropped. */
const IDLE_MS = DAY_MS;
const MAX_DROPPED = 10;

export interface UploadPorts {
  readonly uploads: UploadStore;
  readonly now: number;
}

export type UploadProblem =
  | { readonly reason: "upload-not-found"; readonly name: string }
  | { readonly reason: "part-invalid"; readonly detail: string }
  | { readonly reason: "parts-missing"; readonly numbers: readonly number[] }
  | { readonly reason: "recording-invalid"; readonly detail: string };

/** Begins an upload, or finds the one that was cut off; undefined: the file is stored already. */
export async function beginUpload(file: StoredFile, { uploads, now }: UploadPorts): Promise<Upload | undefined> {
  if (await uploads.hasFile(file)) return undefined;
  const known = await uploads.findUpload(file.name);
  if (known?.file.sizeBytes === file.sizeBytes) return known;
  if (known !== undefined) await uploads.drop(file.name);
  return uploads.begin(file, PART_BYTES, now);
}

export interface ReceivedPart {
  readonly name: string;
  readonly number: number;
  readonly lengthBytes: number;
  readonly body: ReadableStream;
}

export async function receivePart(
  { name, number, lengthBytes, body }: ReceivedPart,
  { uploads, now }: UploadPorts,
): Promise<Result<undefined, UploadProblem>> {
  const upload = await uploads.findUpload(name);
  if (upload === undefined) return fail({ reason: "upload-not-found", name });
  const wanted = lengthOfPart(upload, number);
  if (wanted === undefined || wanted !== lengthBytes) {
    const detail = `Part ${number} must have ${wanted ?? "no"} bytes, found ${lengthBytes}.`;
    return fail({ reason: "part-invalid", detail });
  }
  const isSaved = await uploads.savePart(name, number, body, lengthBytes, now);
  return isSaved ? succeed(undefined) : fail({ reason: "upload-not-found", name });
}

/** Joins the parts, and looks at some of the bytes: a file that is not a recording, or carries the place where it was recorded, is deleted. */
export async function finishUpload(
  name: string,
  { uploads, now }: UploadPorts,
): Promise<Result<StoredFile, UploadProblem>> {
  const joined = await joinParts(name, uploads);
  if (!joined.ok) return joined;
  const file = joined.value;
  const detail = await findProblem(file, uploads);
  if (detail !== undefined) {
    await uploads.drop(name);
    return fail({ reason: "recording-invalid", detail });
  }
  await uploads.finish(file, now);
  return succeed(file);
}

/** Joins the parts of a file that a backup holds: it was published before, and the backup restores its row. */
export async function restoreUpload(
  name: string,
  { uploads }: UploadPorts,
): Promise<Result<StoredFile, UploadProblem>> {
  const joined = await joinParts(name, uploads);
  if (joined.ok) await uploads.forget(name);
  return joined;
}

async function joinParts(name: string, uploads: UploadStore): Promise<Result<StoredFile, UploadProblem>> {
  const upload = await uploads.findUpload(name);
  if (upload === undefined) return fail({ reason: "upload-not-found", name });
  const numbers = listParts(upload).filter((number) => !upload.received.includes(number));
  if (numbers.length > 0) return fail({ reason: "parts-missing", numbers: numbers.slice(0, 100) });
  return (await uploads.join(name)) ? succeed(upload.file) : fail({ reason: "upload-not-found", name });
}

/** A sentence. The object is read in ranges: it may have gigabytes. */
async function findProblem(
  { name, mediaType, sizeBytes }: StoredFile,
  uploads: UploadStore,
): Promise<string | undefined> {
  const start = await uploads.readRange(name, { offset: 0, length: Math.min(START_BYTES, sizeBytes) });
  if (!isRecordingStart(name.split(".")[1] ?? "", start)) {
    return `"${name}" does not begin as ${mediaType} does; export it again, or give it the extension of its format.`;
  }
  const search = searchForPlace(sizeBytes);
  let step = search.next();
  while (!step.done) step = search.next(await uploads.readRange(name, step.value));
  return step.value ? describePlace(name) : undefined;
}

/** The cron's part: drops uploads that are not continued. */
export async function dropIdleUploads({ uploads, now }: UploadPorts): Promise<void> {
  for (const name of await uploads.listIdle(now - IDLE_MS, MAX_DROPPED)) await uploads.drop(name);
}

function listParts({ file, partBytes }: Upload): number[] {
  return Array.from({ length: Math.max(1, Math.ceil(file.sizeBytes / partBytes)) }, (_, index) => index + 1);
}

/** Undefined: the upload has no such part. */
function lengthOfPart(upload: Upload, number: number): number | undefined {
  const count = listParts(upload).length;
  if (!Number.isInteger(number) || number < 1 || number > count) return undefined;
  const { file, partBytes } = upload;
  return number < count ? partBytes : file.sizeBytes - (count - 1) * partBytes;
}
