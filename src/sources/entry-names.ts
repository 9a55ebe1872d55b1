import { lineOfText } from "../import/plain-text.ts";
import type { SourceEntry } from "../import/source-feed.ts";
import { sha256Hex } from "../lib/digest.ts";

/** An entry with its names. */
export interface NamedEntry {
  readonly entry: SourceEntry;
  readonly idDigest: string;
  /** Without scheme, `www.` and fragment; undefined where other entries of the document have it, too. */
  readonly link: string | undefined;
  /** Title and day; undefined in the same way. */
  readonly titleDay: string | undefined;
}

const DIGEST_LENGTH = 32;

export async function digestId(id: string): Promise<string> {
  return (await sha256Hex(id)).slice(0, DIGEST_LENGTH);
}

/** The names of a document's entries, each entry once: of two with one id and one link the first counts. */
export async function nameEntries(entries: readonly SourceEntry[]): Promise<readonly NamedEntry[]> {
  const found = new Map<string, NamedEntry>();
  const links = countAll(entries.map(({ link }) => normaliseLink(link)));
  const titles = countAll(entries.map(nameTitleDay));
  for (const entry of entries) {
    const [link, titleDay] = [normaliseLink(entry.link), nameTitleDay(entry)];
    const named = await identify(entry, link, titleDay, found);
    if (named === undefined) continue;
    found.set(named.idDigest, {
      ...named,
      link: links.get(link) === 1 ? link : undefined,
      titleDay: titles.get(titleDay) === 1 ? titleDay : undefined,
    });
  }
  return [...found.values()];
}

/**
 * Undefined for a repeat, and for an entry that has no id, no link, and no title with a day. Two posts at two addresses that share an id are two
 * (WordPress after a move of its site).
 */
async function identify(
  entry: SourceEntry,
  link: string | undefined,
  titleDay: string | undefined,
  found: ReadonlyMap<string, NamedEntry>,
): Promise<Pick<NamedEntry, "entry" | "idDigest"> | undefined> {
  const own = lineOfText(entry.id) ?? link ?? titleDay;
  if (own === undefined) return undefined;
  const idDigest = await digestId(own);
  const holder = found.get(idDigest);
  if (holder === undefined) return { entry, idDigest };
  if (link === undefined || normaliseLink(holder.entry.link) === link) return undefined;
  const other = await digestId(`${own} ${link}`);
  return found.has(other) ? undefined : { entry: { ...entry, id: undefined }, idDigest: other };
}

function countAll(names: readonly (string | undefined)[]): ReadonlyMap<string | undefined, number> {
  const counts = new Map<string | undefined, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** A page is the same one under http and https, with and without `www.` and a slash at its end. */
export function normaliseLink(link: string | undefined): string | undefined {
  const url = URL.parse(link ?? "");
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const path = url.pathname.replace(/\/+$/, "") + url.search;
  // The home page is no entry's own page.
  return path === "" ? undefined : url.host.replace(/^www\./, "") + path;
}

function nameTitleDay({ title, date }: SourceEntry): string | undefined {
  const line = lineOfText(title)?.toLowerCase();
  return line === undefined || date === undefined ? undefined : `${new Date(date).toISOString().slice(0, 10)} ${line}`;
}
