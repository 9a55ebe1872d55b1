import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import type { StoredFile } from "../src/article/article.ts";
import { describeAttachment, MAX_ATTACHMENT_BYTES } from "../src/article/attachments/identify-attachment.ts";
import { MAX_FILES_BYTES } from "../src/article/limits.ts";
import type { Finding } from "../src/lib/finding.ts";
import { type ArticlePlace, findBeside } from "./find-beside.ts";
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
    const known = this.used.get(path);
    if (known !== undefined || this.findings.has(path)) return known?.medium;
    this.asked.add(path);
    const file = this.#load(path);
    if (file === undefined) return undefined;
    this.used.set(path, file);
    this.#room.take(file.medium.sizeBytes);
    return file.medium;
  }

  #load(path: string): LoadedFile | undefined {
    // Editors and tools keep their settings and secrets in dot files.
    if (/(?:^|\/)(?:\.(?!\.\/)|site\.yaml$)/.test(path)) return undefined;
    const found = findBeside(this.#place, path);
    if (!found?.isInside) return undefined;
    const { size } = statSync(found.path);
    const freeBytes = Math.min(MAX_ATTACHMENT_BYTES - this.#usedBytes(), this.#room.freeBytes);
    if (size > freeBytes) {
      const wanted = `at most ${MAX_ATTACHMENT_BYTES} of files and ${MAX_FILES_BYTES} of files and images go with an article`;
      const message = `The file "${path}" of ${size} bytes does not fit: ${wanted}; put it elsewhere and link to it there`;
      this.findings.set(path, { severity: "warning", reason: "file-too-large", line: undefined, message });
      return undefined;
    }
    const bytes = tryToRead(found.path);
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
