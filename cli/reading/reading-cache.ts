import { createHash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import type { ArticleFile } from "../article-folder.ts";
import { IS_CHECKOUT, PACKAGE_FOLDER } from "../package-folder.ts";
import type { PreparedArticle } from "../prepared-article.ts";
import { makeGeneratedFolder } from "../project-places.ts";
import { type PlainReading, restoreReading, writePlainly } from "./plain-reading.ts";

/** Smaller folders are read sooner than a cache. */
const MIN_FILES = 100;
const SOURCE = join(PACKAGE_FOLDER, ...(IS_CHECKOUT ? ["src", "article"] : ["dist", "cli"]));

/**
 * Keeps what articles were read as, so that an unchanged file is not parsed again: beside the local store, safe to delete. An entry
 * holds for the same path, bytes and profile, read by the same code, with the same images beside it.
 */
export class ReadingCache {
  readonly #path: string;
  readonly #context: string;
  readonly #known: Readonly<Record<string, PlainReading>>;
  readonly #kept: Record<string, PlainReading> = {};
  #isChanged = false;

  private constructor(path: string, context: string) {
    this.#path = path;
    this.#context = context;
    this.#known = readEntries(path);
  }

  /** None for a folder that is too small to gain by it. */
  static open(place: string, folder: string, profile: SiteProfile, fileCount: number): ReadingCache | undefined {
    if (fileCount < MIN_FILES) return undefined;
    const name = sha256(realpathSync(folder)).slice(0, 16);
    return new ReadingCache(join(place, `${name}.json`), sha256(JSON.stringify(profile) + nameReader()));
  }

  find(file: ArticleFile): PreparedArticle | undefined {
    const key = this.#keyOf(file);
    const entry = Object.hasOwn(this.#known, key) ? this.#known[key] : undefined;
    const prepared = entry && restoreReading(entry, file);
    if (entry === undefined || prepared === undefined) return undefined;
    this.#kept[key] = entry;
    return prepared;
  }

  /** An article with an error is read each time: the missing file may be there next time. */
  keep(prepared: PreparedArticle): void {
    this.#isChanged = true;
    const entry = writePlainly(prepared);
    if (entry.isLasting) this.#kept[this.#keyOf(prepared.file)] = entry;
  }

  /** Only what this reading used stays. A cache that cannot be written costs time, not the command. */
  save(): void {
    if (!this.#isChanged && Object.keys(this.#kept).length === Object.keys(this.#known).length) return;
    try {
      makeGeneratedFolder(join(this.#path, ".."));
      // Renamed into place: a command that runs at the same time never reads half of it.
      writeFileSync(`${this.#path}.${process.pid}`, JSON.stringify(this.#kept));
      renameSync(`${this.#path}.${process.pid}`, this.#path);
    } catch {
      // A folder that may not be written, or a full disk.
    }
  }

  #keyOf({ path, kind, body }: ArticleFile): string {
    return sha256(`${this.#context} ${kind} ${path} ${sha256(body)}`);
  }
}

function readEntries(path: string): Readonly<Record<string, PlainReading>> {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, PlainReading>>;
  } catch {
    return {}; // Missing, or truncated.
  }
}

/** A digest of the source files that read articles, so that an entry never outlives a change to them. */
function nameReader(): string {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).sort();
  const stamps = files.map((file) => {
    const { size, mtimeMs } = statSync(join(SOURCE, file));
    return `${file} ${size} ${mtimeMs}`;
  });
  const version = readFileSync(join(PACKAGE_FOLDER, "package.json"), "utf8");
  return [version, ...stamps].join("\n");
}

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
