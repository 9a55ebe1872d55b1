import { createHash } from "node:crypto";
import { readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Medium } from "../src/article/article.ts";
import { cleanImage, findMisnaming, MAX_IMAGE_BYTES, nameMedium } from "../src/article/images/measure-image.ts";
import type { Finding } from "../src/lib/finding.ts";

export interface LoadedImage {
  readonly medium: Medium;
  readonly bytes: Uint8Array;
}

/**
 * The images beside an article's file, as the map its reader looks paths up in. An image is loaded when it is asked for, so
 * afterwards `used` holds just those that the article shows, and `findings` what was wrong with others.
 */
export class MediaFolder extends Map<string, Medium> {
  readonly used = new Map<string, LoadedImage>();
  readonly findings = new Map<string, Finding>();
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

  override get(path: string): Medium | undefined {
    const known = this.used.get(path);
    if (known !== undefined || this.findings.has(path)) return known?.medium;
    const image = this.#load(path);
    if (image === undefined) return undefined;
    this.used.set(path, image);
    this.set(path, image.medium);
    return image.medium;
  }

  #load(path: string): LoadedImage | undefined {
    const file = join(this.#folder, path);
    const found = findFile(file);
    // Not there, or a folder: the article's reader says so, with its line.
    if (found === undefined) return undefined;
    if (!realpathSync(file).startsWith(this.#realRoot + sep)) {
      return this.#refuse(path, "image-outside-folder", "leads out of the articles' folder; wanted a file inside it");
    }
    if (found.size > MAX_IMAGE_BYTES) {
      return this.#refuse(path, "image-too-large", `has ${found.size} bytes; wanted at most ${MAX_IMAGE_BYTES}`);
    }
    const cleaned = cleanImage(readFileSync(file));
    if (!cleaned.ok) {
      this.findings.set(path, { ...cleaned.problem, message: `${path}: ${cleaned.problem.message}` });
      return undefined;
    }
    const { mediaType, extension, width, height, bytes } = cleaned.value;
    const misnaming = findMisnaming(path, mediaType);
    if (misnaming !== undefined) this.findings.set(`${path} (name)`, misnaming);
    const name = nameMedium(createHash("sha256").update(bytes).digest("hex"), extension);
    return { bytes, medium: { name, mediaType, sizeBytes: bytes.byteLength, width, height } };
  }

  #refuse(path: string, reason: Finding["reason"], what: string): undefined {
    this.findings.set(path, { severity: "error", reason, line: undefined, message: `the image "${path}" ${what}` });
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
