import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findRecordingType } from "../../src/article/recordings/recording-types.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { counted } from "../counted.ts";
import { print } from "../output.ts";
import { createQuietProgress } from "../progress.ts";
import { uploadRecording } from "../recordings/upload-recordings.ts";
import type { BackupClient, Row } from "./backup-client.ts";
import { LOG, type LogLine, MEDIA, readLog, SUBSCRIBERS } from "./backup-folder.ts";
import { decryptText } from "./encrypt-subscribers.ts";

const MAX_ROWS = 50;
/** A row may have megabytes: several of them would be too much for one request. */
const MAX_BATCH_CHARACTERS = 1_000_000;
const CONCURRENCY = 6;
const MAX_WHOLE_BYTES = 16 * 1024 * 1024;

export interface RestoreRequest {
  readonly folder: string;
  readonly to: string;
  readonly passphrase: string | undefined;
}

/**
 * Makes the publication of a backup again, in an empty store. Killed and called again, it goes on: rows that are there are left
 * alone, and files that are there are not sent. Readers see it from the last row on, which is that of `site`.
 */
export async function restoreBackup({ folder, to, passphrase }: RestoreRequest, client: BackupClient): Promise<void> {
  if (!existsSync(join(folder, LOG)))
    throw new UsageError(
      `The backup in ${folder} was never finished; make it again with: ${callEdgewire(`backup ${folder}`)}`,
    );
  const lines: LogLine[] = [];
  for await (const line of readLog(folder)) lines.push(line);
  const site = lines.filter(({ table }) => table === "site");
  if (site.length !== 1) throw new UsageError(`The backup in ${folder} has no row of its site; make it again`);
  // A store that is not empty refuses here, before anything is sent.
  await client.putRows("revisions", []);
  await sendMedia(folder, lines, client);
  const others = [...lines.filter(({ table }) => table !== "site"), ...readSubscribers(folder, passphrase)];
  const progress = createQuietProgress(others.length);
  for (const { table, rows } of batch(others)) {
    await client.putRows(table, rows);
    for (const _ of rows) progress.step(`restored a row of ${table}`);
  }
  progress.stop();
  for (const { table, row } of site) await client.putRows(table, [row]);
  const articles = lines.filter(({ table }) => table === "articles").length;
  print(`${counted(articles, "article")} of ${folder} are at ${to}`);
}

function readSubscribers(folder: string, passphrase: string | undefined): LogLine[] {
  const path = join(folder, SUBSCRIBERS);
  if (!existsSync(path)) return [];
  if (passphrase === undefined) {
    throw new UsageError(
      "The backup has subscribers; set EDGEWIRE_BACKUP_PASSPHRASE to the passphrase it was made with",
    );
  }
  const text = decryptText(readFileSync(path), passphrase).trim();
  return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line) as LogLine);
}

/** Rows of one table at a time, in their order. */
function* batch(lines: readonly LogLine[]): Generator<{ readonly table: string; readonly rows: readonly Row[] }> {
  let rows: Row[] = [];
  let size = 0;
  for (const [index, { table, row }] of lines.entries()) {
    rows.push(row);
    size += JSON.stringify(row).length;
    const isFull = rows.length === MAX_ROWS || size > MAX_BATCH_CHARACTERS;
    if (!isFull && lines[index + 1]?.table === table) continue;
    yield { table, rows };
    rows = [];
    size = 0;
  }
}

async function sendMedia(folder: string, lines: readonly LogLine[], client: BackupClient): Promise<void> {
  const media = lines.filter(({ table }) => table === "media").map(({ row }) => row);
  const large = media.filter((row) => isLarge(row));
  const queue = media.filter((row) => !large.includes(row));
  const progress = createQuietProgress(queue.length);
  const work = async () => {
    for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
      const name = String(row.name);
      progress.step(`${await sendMedium(folder, name, String(row.media_type), client)} ${name}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  progress.stop();
  for (const row of large) await sendRecording(folder, row, client);
}

/** A recording that goes in parts, as no request and no memory could hold it. */
function isLarge({ name, size_bytes: sizeBytes }: Row): boolean {
  return Number(sizeBytes) > MAX_WHOLE_BYTES && findRecordingType(String(name).split(".")[1] ?? "") !== undefined;
}

async function sendRecording(folder: string, row: Row, client: BackupClient): Promise<void> {
  const [name, mediaType, sizeBytes] = [String(row.name), String(row.media_type), Number(row.size_bytes)];
  const place = join(folder, MEDIA, name);
  if (!existsSync(place) || (await client.hasMedium(name))) return;
  const problem = await uploadRecording({ place, medium: { name, mediaType, sizeBytes } }, client.parts);
  if (problem !== undefined) throw new UsageError(`The recording ${place} is refused: ${problem}`);
}

async function sendMedium(folder: string, name: string, mediaType: string, client: BackupClient): Promise<string> {
  const path = join(folder, MEDIA, name);
  // Lost before the backup was made.
  if (!existsSync(path)) return "lost";
  if (await client.hasMedium(name)) return "kept";
  await client.putMedium(name, mediaType, new Uint8Array(readFileSync(path)));
  return "sent";
}
