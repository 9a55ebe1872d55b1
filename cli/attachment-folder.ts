import { createHash } from "node:crypto";
import { readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { StoredFile } from "../src/article/article.ts";
import { describeAttachment, MAX_ATTACHMENT_BYTES } from "../src/article/attachments/identify-attachment.ts";
import type { Finding } from "../src/lib/finding.ts";

export interface LoadedFile {
  readonly medium: StoredFile;
  readonly bytes: Uint8Array;
}

/**
 * The files beside an article that are no images, as the map its reader looks paths up in. A file is loaded when it is asked
 * for, so afterwards `used` holds just those that the article links to, and `findings` what was wrong with others.
 */
export class AttachmentFolder extends Map<string, StoredFile> {
  readonly used = new Map<string, LoadedFile>();
  readonly findings = new Map<string, Finding>();
  /** Every path that was asked for, whether there was such a file or not. */
  readonly asked = new Set<string>();
  readonly #folder: string;
  readonly #realRoot: string;

  constructor(folder: string, realRoot: string) {
    super();
    this.#folder = folder;
    this.#realRoot = realRoot;
  }

  override has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  override get(path: string): StoredFile | undefined {
    const known = this.used.get(path);
    if (known !== undefined || this.findings.has(path)) return known?.medium;
    this.asked.add(path);
    const file = this.#load(path);
    if (file !== undefined) this.used.set(path, file);
    return file?.medium;
  }

  #load(path: string): LoadedFile | undefined {
    // Editors and tools keep their settings and secrets there.
    if (path.split("/").some((part) => part.startsWith(".") && part !== "..") || path === "site.yaml") return undefined;
    const file = join(this.#folder, path);
    const found = findFile(file);
    if (found === undefined || !realpathSync(file).startsWith(this.#realRoot + sep)) return undefined;
    if (found.size > MAX_ATTACHMENT_BYTES) {
      const message = `The file "${path}" has ${found.size} bytes, at most ${MAX_ATTACHMENT_BYTES} can be published; link to it elsewhere`;
      this.findings.set(path, { severity: "warning", reason: "file-too-large", line: undefined, message });
      return undefined;
    }
    const bytes = readFileSync(file);
    return {
      bytes,
      medium: describeAttachment(path, bytes.byteLength, createHash("sha256").update(bytes).digest("hex")),
    };
  }
}

function findFile(path: string): Stats | undefined {
  try {
    const found = statSync(path);
    return found.isFile() ? found : undefined;
  } catch {
    return undefined; // No such file, or a name that no file can have.
  }
}
