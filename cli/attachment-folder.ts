import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { parse } from "node:path";
import type { StoredFile } from "../src/article/article.ts";
import { describeAttachment, MAX_ATTACHMENT_BYTES } from "../src/article/attachments/identify-attachment.ts";
import { MAX_FILES_BYTES, MAX_RECORDING_BYTES } from "../src/article/limits.ts";
import { findRecordingType, isRecordingStart, START_BYTES } from "../src/article/recordings/recording-types.ts";
import { writeCleaning } from "../src/article/recordings/search-for-place.ts";
import type { Finding } from "../src/lib/finding.ts";
import { type ArticlePlace, findBeside } from "./find-beside.ts";
import { extensionOf } from "./folder-files.ts";
import type { LocalRecording } from "./recordings/local-recording.ts";
import { measureRecording } from "./recordings/measure-recording.ts";
import { isPlaced, readStart } from "./recordings/read-ranges.ts";
import { findDigest, findMeasured, keepMeasured } from "./recordings/recording-cache.ts";
import type { RequestRoom } from "./request-room.ts";
import { tryToRead } from "./try-to-read.ts";

export interface LoadedFile {
  readonly medium: StoredFile;
  readonly bytes: Uint8Array;
}

/**
 * The files of an article that are no images, as the map its reader looks paths up in. A file is loaded when it is asked for, so
 * afterwards `used` holds just those that the article links to, and `findings` the problems of others by the path.
 */
export class AttachmentFolder extends Map<string, StoredFile> {
  readonly used = new Map<string, LoadedFile>();
  /** Sound and film, which are uploaded in parts before their article. */
  readonly recordings = new Map<string, LocalRecording>();
  readonly findings = new Map<string, Finding>();
  /** Every path that was asked for, whether there was such a file or not. */
  readonly asked = new Set<string>();
  readonly #place: ArticlePlace;
  readonly #room: RequestRoom;

  constructor(place: ArticlePlace, room: RequestRoom) {
    super();
    this.#place = place;
    this.#room = room;
  }

  /** Where on disk the file of a path is. */
  placeOf(path: string): string | undefined {
    return findBeside(this.#place, path)?.path;
  }

  override has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  override get(path: string): StoredFile | undefined {
    const known = this.used.get(path) ?? this.recordings.get(path);
    if (known !== undefined || this.findings.has(path)) return known?.medium;
    this.asked.add(path);
    const place = this.#findPlace(path);
    if (place === undefined) return undefined;
    if (findRecordingType(extensionOf(path)) !== undefined) return this.#readRecording(path, place);
    const file = this.#load(path, place);
    if (file === undefined) return undefined;
    this.used.set(path, file);
    this.#room.take(file.medium.sizeBytes);
    return file.medium;
  }

  /** Measures the recordings that the article asked for; false where there is nothing new. */
  async measure(): Promise<boolean> {
    const unmeasured = [...this.recordings].filter(([, { medium }]) => medium.measures === undefined);
    for (const [path, { medium, place }] of unmeasured) {
      const measured = findMeasured(place) ?? (await measureRecording(path, place));
      keepMeasured(place, measured);
      if (measured.finding !== undefined) this.findings.set(`${path} (duration)`, measured.finding);
      this.recordings.set(path, { place, medium: { ...medium, measures: measured.measures } });
    }
    return unmeasured.length > 0;
  }

  #findPlace(path: string): string | undefined {
    // Editors and tools keep their settings and secrets in dot files.
    if (/(?:^|\/)(?:\.(?!\.\/)|site\.yaml$)/.test(path)) return undefined;
    const found = findBeside(this.#place, path);
    return found?.isInside ? found.path : undefined;
  }

  /** Its bytes stay on the disk. */
  #readRecording(path: string, place: string): StoredFile | undefined {
    const { size } = statSync(place);
    const problem = findRecordingProblem(path, place, size);
    if (problem !== undefined) {
      this.findings.set(path, problem);
      return undefined;
    }
    const medium = describeAttachment(path, size, findDigest(place));
    this.recordings.set(path, { medium, place });
    return medium;
  }

  #load(path: string, place: string): LoadedFile | undefined {
    const { size } = statSync(place);
    const freeBytes = Math.min(MAX_ATTACHMENT_BYTES - this.#usedBytes(), this.#room.freeBytes);
    if (size > freeBytes) {
      const wanted = `at most ${MAX_ATTACHMENT_BYTES} of files and ${MAX_FILES_BYTES} of files and images go with an article`;
      const message = `The file "${path}" of ${size} bytes does not fit: ${wanted}; put it elsewhere and link to it there`;
      this.findings.set(path, { severity: "warning", reason: "file-too-large", line: undefined, message });
      return undefined;
    }
    const bytes = tryToRead(place);
    if (typeof bytes === "string") {
      const message = `The file "${path}" cannot be read: ${bytes}`;
      this.findings.set(path, { severity: "warning", reason: "file-unreadable", line: undefined, message });
      return undefined;
    }
    const digest = createHash("sha256").update(bytes).digest("hex");
    return { bytes, medium: describeAttachment(path, bytes.byteLength, digest) };
  }

  /** One file may be asked for by several paths, and is then sent under each. */
  #usedBytes(): number {
    return [...this.used.values()].reduce((sum, { medium }) => sum + medium.sizeBytes, 0);
  }
}

/** The reason for which a recording is not used; its article is published without it. */
function findRecordingProblem(path: string, place: string, size: number): Finding | undefined {
  const report = (reason: Finding["reason"], what: string): Finding => {
    return { severity: "warning", reason, line: undefined, message: `The recording "${path}" ${what}` };
  };
  if (size > MAX_RECORDING_BYTES) {
    return report(
      "file-too-large",
      `has ${size} bytes, and at most ${MAX_RECORDING_BYTES} are taken; export it with a lower bitrate`,
    );
  }
  const start = readStart(place, START_BYTES);
  if (!isRecordingStart(extensionOf(path).toLowerCase(), start)) {
    return report(
      "recording-invalid",
      "is no sound or film of its extension, such as a web page saved under its name; export it again",
    );
  }
  return isPlaced(place, size) ? report("recording-placed", describePlace(path)) : undefined;
}

function describePlace(path: string): string {
  const { name, ext } = parse(path);
  const command = writeCleaning(path, path.slice(0, -ext.length), `${name}-clean`);
  return `carries the place where it was recorded, which readers would get; publish a copy without it: ${command}`;
}
