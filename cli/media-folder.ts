import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Medium } from "../src/article/article.ts";
import { cleanImage, findMisnaming, nameMedium } from "../src/article/images/measure-image.ts";
import { PICTURE_BESIDE, pathOfFile } from "../src/article/images/media-path.ts";
import { readPictureTexts } from "../src/article/images/picture-texts.ts";
import { MAX_FILES_BYTES, MAX_IMAGE_BYTES } from "../src/article/limits.ts";
import type { Finding } from "../src/lib/finding.ts";
import { UsageError } from "../src/lib/usage-error.ts";
import { drawSvg } from "./draw-svg.ts";
import { type ArticlePlace, findBeside, isBundle } from "./find-beside.ts";
import type { FoundFile } from "./media-roots.ts";
import { RequestRoom } from "./request-room.ts";
import { tryToRead } from "./try-to-read.ts";

export interface LoadedImage {
  readonly medium: Medium;
  readonly bytes: Uint8Array;
}

/** A path that an article asked for, with what was there: enough to tell later whether it still is. */
export interface AskedImage {
  readonly path: string;
  /** Place, size and time of change; empty if there was no such file. */
  readonly stamp: string;
  readonly medium: Medium | undefined;
}

/**
 * The images of an article, as the map its reader looks paths up in. An image is loaded when it is asked for, so afterwards
 * `used` holds just those that the article shows, and `findings` the problems of others by the path that was asked for.
 */
export class MediaFolder extends Map<string, Medium> {
  readonly used = new Map<string, LoadedImage>();
  readonly findings = new Map<string, Finding>();
  readonly asked = new Map<string, AskedImage>();
  readonly #place: ArticlePlace;
  readonly #room: RequestRoom;

  constructor(place: ArticlePlace, room: RequestRoom = new RequestRoom()) {
    super();
    this.#place = place;
    this.#room = room;
  }

  /** Where on disk the file of a path is. */
  placeOf(path: string): string | undefined {
    return this.#find(path)?.path;
  }

  override has(path: string): boolean {
    return this.get(path) !== undefined;
  }

  override get(path: string): Medium | undefined {
    if (path === PICTURE_BESIDE && !isBundle(this.#place.name)) return undefined;
    const known = this.used.get(path);
    if (known !== undefined || this.findings.has(path)) return known?.medium;
    const image = this.#load(path);
    this.asked.set(path, { path, stamp: this.#stampOf(path), medium: image?.medium });
    if (image === undefined) return undefined;
    this.used.set(path, image);
    this.#room.take(image.medium.sizeBytes);
    this.set(path, image.medium);
    return image.medium;
  }

  /** Takes images as an earlier reading found them, if all are still the same; their bytes are loaded when they are sent. */
  restore(images: readonly AskedImage[]): boolean {
    if (images.some(({ path, stamp }) => this.#stampOf(path) !== stamp)) return false;
    for (const image of images) {
      const { path, medium } = image;
      this.asked.set(path, image);
      if (medium === undefined) continue;
      this.used.set(path, this.#loadLater(path, medium));
      this.#room.take(medium.sizeBytes);
    }
    return true;
  }

  #loadLater(path: string, medium: Medium): LoadedImage {
    const load = () => {
      const found = this.#find(path);
      return found && this.#measure(path, readFileSync(found.path))?.bytes;
    };
    return {
      medium,
      get bytes() {
        const bytes = load();
        if (bytes !== undefined) return bytes;
        throw new UsageError(`The image "${path}" changed while it was read; run the command again`);
      },
    };
  }

  #find(path: string): FoundFile | undefined {
    return findBeside(this.#place, pathOfFile(path));
  }

  #stampOf(path: string): string {
    const found = this.#find(path);
    if (found === undefined) return "";
    const { size, mtimeMs } = statSync(found.path);
    return `${found.path} ${size} ${mtimeMs}`;
  }

  #load(path: string): LoadedImage | undefined {
    const found = this.#find(path);
    // Not there, or a folder: the article's reader says so, with its line.
    if (found === undefined) return undefined;
    if (!found.isInside) {
      const wanted =
        'leads out of the articles\' folder; wanted a file inside it, or in a folder that "static:" in site.yaml names';
      return this.#refuse(path, "image-outside-folder", wanted);
    }
    const { size } = statSync(found.path);
    if (size > MAX_IMAGE_BYTES) {
      return this.#refuse(path, "image-too-large", `has ${size} bytes; wanted at most ${MAX_IMAGE_BYTES}`);
    }
    const file = tryToRead(found.path);
    if (typeof file === "string") return this.#refuse(path, "image-unreadable", `cannot be read: ${file}`);
    const image = this.#measure(path, file);
    if (image !== undefined && image.bytes.length > this.#room.freeBytes) {
      const limit = `with ${image.bytes.length} bytes does not fit: wanted at most ${MAX_FILES_BYTES} for all images and files of an article`;
      return this.#refuse(path, "images-too-large", limit);
    }
    if (image !== undefined && found.spelling !== undefined) this.#reportSpelling(path, found.spelling);
    return image;
  }

  #measure(path: string, file: Uint8Array): LoadedImage | undefined {
    const cleaned = cleanImage(drawSvg(file) ?? file);
    if (!cleaned.ok) {
      const { reason, message } = cleaned.problem;
      this.findings.set(path, { severity: "warning", reason, line: undefined, message: `"${path}": ${message}` });
      return undefined;
    }
    const { mediaType, extension, width, height, bytes } = cleaned.value;
    const misnaming = findMisnaming(path, mediaType);
    if (misnaming !== undefined) this.findings.set(`${path} (name)`, misnaming);
    const name = nameMedium(createHash("sha256").update(bytes).digest("hex"), extension);
    const texts = readPictureTexts(file);
    const medium = { name, mediaType, sizeBytes: bytes.byteLength, width, height, ...(texts && { texts }) };
    return { bytes, medium };
  }

  #refuse(path: string, reason: Finding["reason"], what: string): undefined {
    this.findings.set(path, { severity: "warning", reason, line: undefined, message: `the image "${path}" ${what}` });
  }

  /** Systems that tell upper from lower case do not find it. */
  #reportSpelling(path: string, spelling: string): void {
    const message = `the image "${path}" is named "${spelling}"; write it so`;
    this.findings.set(`${path} (case)`, { severity: "warning", reason: "image-name-case", line: undefined, message });
  }
}
