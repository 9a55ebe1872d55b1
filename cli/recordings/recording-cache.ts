import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeGeneratedFolder, PLACES } from "../project-places.ts";
import type { Measured } from "./measure-recording.ts";

const BLOCK_BYTES = 1024 * 1024;

interface Entry {
  /** Size and time of change; the other values are valid while the file has both. */
  readonly stamp: string;
  readonly digest: string;
  readonly measured?: Measured | undefined;
}

const path = join(dirname(PLACES.reading), "recordings.json");
let known: Record<string, Entry> | undefined;

/** Digests and measures of recordings by their paths, kept beside the local store: a gigabyte is read once. Safe to delete. */
export function findDigest(file: string): string {
  const entry = findEntry(file);
  if (entry !== undefined) return entry.digest;
  const digest = digestFile(file);
  keep(file, { stamp: stampOf(file), digest });
  return digest;
}

export function findMeasured(file: string): Measured | undefined {
  return findEntry(file)?.measured;
}

export function keepMeasured(file: string, measured: Measured): void {
  const entry = findEntry(file);
  // Results with a finding are not cached: music-metadata may be installed by the next run.
  if (entry !== undefined && measured.finding === undefined) keep(file, { ...entry, measured });
}

/** SHA-256 in hexadecimal, a block in memory at a time. */
function digestFile(file: string): string {
  const hash = createHash("sha256");
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  const handle = openSync(file, "r");
  try {
    for (let read = readSync(handle, block); read > 0; read = readSync(handle, block))
      hash.update(block.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  return hash.digest("hex");
}

function findEntry(file: string): Entry | undefined {
  known ??= load();
  const entry = Object.hasOwn(known, file) ? known[file] : undefined;
  return entry?.stamp === stampOf(file) ? entry : undefined;
}

function stampOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${size} ${mtimeMs}`;
}

function load(): Record<string, Entry> {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, Entry>;
  } catch {
    return {}; // Missing, or truncated.
  }
}

/** A cache that cannot be written costs time, not the command. */
function keep(file: string, entry: Entry): void {
  known = { ...(known ?? load()), [file]: entry };
  try {
    makeGeneratedFolder(dirname(path));
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(known));
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A folder that may not be written, or a full disk.
  }
}
