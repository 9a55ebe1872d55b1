import { createHash } from "node:crypto";
import { readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ManifestLine, nameOf } from "../api-client.ts";
import { isLoopback } from "../is-loopback.ts";
import type { PreparedArticle } from "../prepared-article.ts";
import { makeGeneratedFolder, PLACES } from "../project-places.ts";

/** A folder, and the publication that it is published to. */
export interface PublishedPlace {
  readonly articles: string;
  /** Undefined: the publication of this machine, whatever its port. */
  readonly to?: string | undefined;
}

/** The names of the articles that this folder has published there. */
export function readPublished(place: PublishedPlace, root = PLACES.published): ReadonlySet<string> {
  try {
    return new Set(JSON.parse(readFileSync(pathOf(place, root), "utf8")) as string[]);
  } catch {
    return new Set(); // Nothing was published from here yet.
  }
}

/** Adds the articles that the publication has now, and forgets those that it no longer has. */
export function keepPublished(
  place: PublishedPlace,
  published: readonly PreparedArticle[],
  known: ReadonlyMap<string, ManifestLine>,
  root = PLACES.published,
): void {
  const before = readPublished(place, root);
  const names = [...[...before].filter((name) => known.has(name)), ...published.map(({ file }) => nameOf(file.key))];
  const now = [...new Set(names)].sort();
  if (now.length === before.size && now.every((name) => before.has(name))) return;
  try {
    const path = pathOf(place, root);
    makeGeneratedFolder(dirname(path));
    // Renamed into place: a command that runs at the same time never reads half of it.
    writeFileSync(`${path}.${process.pid}`, `${JSON.stringify(now)}\n`);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // Without a record --retract-missing leaves more articles alone.
  }
}

function pathOf({ articles, to }: PublishedPlace, root: string): string {
  const publication = to === undefined || isLoopback(to) ? "local" : new URL(to).origin;
  const digest = createHash("sha256")
    .update(`${realpathSync(articles)}\n${publication}`)
    .digest("hex");
  return join(root, `${digest.slice(0, 16)}.json`);
}
