import { isSourceKey } from "../src/article/is-source-key.ts";
import { readKeyParts } from "../src/article/key-parts.ts";
import { formatZonedDay } from "../src/lib/zoned-dates.ts";
import { type ManifestLine, nameOf, type Sending } from "./api-client.ts";
import type { PreparedArticle } from "./prepared-article.ts";

/** An article whose file is elsewhere now, or has another name. */
export interface Move {
  readonly from: ManifestLine;
  readonly prepared: PreparedArticle;
  /** By which both are known to be one. */
  readonly by: string;
}

interface Candidates {
  readonly gone: readonly ManifestLine[];
  readonly added: readonly PreparedArticle[];
}

/** A mark by which a stored article and a file are known to be the same; undefined where they have no such mark. */
interface Rule {
  readonly by: string;
  readonly ofStored: (line: ManifestLine) => string | undefined;
  readonly ofFile: (prepared: PreparedArticle) => string | undefined;
}

/**
 * Finds the files that were renamed or moved since they were published: each continues a stored article whose own file is gone
 * from the folder. Without this, readers would get the same article a second time, under another id.
 */
export function findMoves(
  articles: readonly PreparedArticle[],
  known: ReadonlyMap<string, ManifestLine>,
  timeZone: string,
): Move[] {
  const names = new Set(articles.map(({ file }) => nameOf(file.key)));
  let gone = [...known].flatMap(([name, line]) => (names.has(name) || isSourceKey(name) ? [] : [line]));
  let added = articles.filter(
    ({ article, file }) => article !== undefined && !known.has(nameOf(file.key)) && !isSourceKey(file.key),
  );
  const moves: Move[] = [];
  for (const rule of listRules(timeZone)) {
    const found = pair(rule, { gone, added });
    moves.push(...found);
    gone = gone.filter((line) => !found.some(({ from }) => from === line));
    added = added.filter((one) => !found.some(({ prepared }) => prepared === one));
  }
  return moves;
}

/** In this order: what was matched by one is left out of the next. */
function listRules(timeZone: string): readonly Rule[] {
  const dayOf = (time: number | undefined) => (time === undefined ? undefined : formatZonedDay(time, timeZone));
  const join = (name: string | null | undefined, time: number | undefined) =>
    name == null || time === undefined ? undefined : `${dayOf(time)} ${name}`;
  const isSeen = ({ slug }: ManifestLine) => slug !== null;
  return [
    { by: "the same id", ofStored: ({ id }) => id, ofFile: ({ article }) => article?.givenId },
    {
      by: "the same content",
      ofStored: ({ contentHash, slug }) => `${contentHash} ${slug}`,
      ofFile: ({ contentHash, article }) => `${contentHash} ${article?.slug}`,
    },
    { by: "the same content", ofStored: ({ contentHash }) => contentHash, ofFile: ({ contentHash }) => contentHash },
    {
      by: "the same slug and date",
      ofStored: (line) => (isSeen(line) ? join(line.slug, line.publishedAt) : undefined),
      ofFile: ({ article }) => join(article?.slug, article?.publishedAt),
    },
    {
      // A draft that no reader has seen has no slug yet.
      by: "the same name and date",
      ofStored: (line) => (isSeen(line) ? undefined : join(nameIn(line.key), line.publishedAt)),
      ofFile: ({ file, article }) => join(nameIn(file.key), article?.publishedAt),
    },
    {
      // A draft may have no date, either: Jekyll's drafts get theirs with the name that publishes them.
      by: "the same name",
      ofStored: (line) => (!isSeen(line) && line.publishedAt === 0 ? nameIn(line.key) : undefined),
      ofFile: ({ file }) => nameIn(file.key),
    },
  ];
}

function nameIn(key: string): string {
  return readKeyParts(nameOf(key)).name;
}

/** Of several that are alike, the first gets the first. */
function pair({ by, ofStored, ofFile }: Rule, { gone, added }: Candidates): Move[] {
  const waiting = new Map<string, ManifestLine[]>();
  for (const line of gone) {
    const trait = ofStored(line);
    if (trait !== undefined) waiting.set(trait, [...(waiting.get(trait) ?? []), line]);
  }
  return added.flatMap((prepared) => {
    const from = waiting.get(ofFile(prepared) ?? "")?.shift();
    return from === undefined ? [] : [{ from, prepared, by }];
  });
}

/** The manifest as it is once the moved articles have their new keys. */
export function applyMoves(
  known: ReadonlyMap<string, ManifestLine>,
  moves: readonly Move[],
): Map<string, ManifestLine> {
  const next = new Map(known);
  for (const { from } of moves) next.delete(nameOf(from.key));
  for (const { from, prepared } of moves) next.set(nameOf(prepared.file.key), from);
  return next;
}

/** Its file had another name when it was published last. */
export function isMoved({ file }: PreparedArticle, stored: ManifestLine | undefined): boolean {
  return stored !== undefined && nameOf(stored.key) !== nameOf(file.key);
}

/** An article's key is that of its file; one that only spells it otherwise in Unicode keeps it. */
export function findKeys(
  prepared: PreparedArticle,
  known: ReadonlyMap<string, ManifestLine>,
): Pick<Sending, "key" | "formerKey"> {
  const { key } = prepared.file;
  const stored = known.get(nameOf(key));
  if (stored === undefined) return { key };
  return isMoved(prepared, stored) ? { key, formerKey: stored.key } : { key: stored.key };
}
