import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { isKey } from "../../src/article/check-key.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import type { Pull } from "./plan-pulls.ts";
import type { StoredEdition, ToolsClient } from "./tools-client.ts";

const EXTENSIONS: Readonly<Record<string, string>> = { text: ".txt", markdown: ".md", mdx: ".mdx", html: ".html" };

/** Pictures that the publication serves: a file has them beside it instead. */
const SERVED = /\/media\/([0-9a-f]{32}(\.[a-z0-9]{1,8}))/g;

export interface Edition {
  readonly folder: string;
  readonly pull: Pull;
  readonly stored: StoredEdition;
}

/**
 * Writes a tool's edition as the article's file, with its pictures beside it. In a conflict it is written as `FILE.theirs`, which is
 * no article. Returns the path of what was written.
 */
export async function writeEdition({ folder, pull, stored }: Edition, client: ToolsClient): Promise<string> {
  const path = pull.path ?? placeNew(folder, pull.line.key, stored.kind);
  const written = pull.isConflict ? `${path}.theirs` : path;
  mkdirSync(dirname(written), { recursive: true });
  const text = pull.isConflict ? stored.source : await bringPictures(stored.source, path, client);
  writeFileSync(written, text);
  return written;
}

/** The key comes from a server: no file is written outside the folder, nor over one of another kind. */
function placeNew(folder: string, key: string, kind: string): string {
  const path = join(folder, `${key}${EXTENSIONS[kind] ?? ".md"}`);
  const isInside = isKey(key) && !relative(resolve(folder), resolve(path)).startsWith("..");
  if (!isInside)
    throw new UsageError(`The publication has an article with the key ${JSON.stringify(key)}, which is no path here`);
  if (existsSync(path))
    throw new UsageError(`${path} exists and is not the article "${key}"; rename it, then pull again`);
  return path;
}

async function bringPictures(source: string, path: string, client: ToolsClient): Promise<string> {
  const names = new Map([...source.matchAll(SERVED)].map(([, name = "", extension = ""]) => [name, extension]));
  const places = new Map<string, string>();
  for (const [name, extension] of names) {
    const bytes = await client.readMedium(name);
    const place = choosePlace(path, extension, bytes);
    writeFileSync(join(dirname(path), place), bytes);
    places.set(name, place);
  }
  return source.replace(SERVED, (address, name: string) => places.get(name) ?? address);
}

/** `ferry.jpg` beside `ferry.md`, else `ferry-2.jpg`: a file with other contents is never overwritten. */
function choosePlace(path: string, extension: string, bytes: Uint8Array): string {
  const name = basename(path, extname(path));
  for (let number = 1; ; number += 1) {
    const place = `${number === 1 ? name : `${name}-${number}`}${extension}`;
    const whole = join(dirname(path), place);
    if (!existsSync(whole) || readFileSync(whole).equals(bytes)) return place;
  }
}
