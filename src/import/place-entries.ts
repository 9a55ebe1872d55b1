import { slugOfTitle } from "../article/derive/derive-slug.ts";
import { cutAtWord } from "../lib/text.ts";
import { findOwnHost, readOldAddress } from "./old-address.ts";
import { createAliasRegister, createPlaceRegister, type ExistingArticles } from "./place-register.ts";
import { lineOfText, textOfHtml } from "./plain-text.ts";
import type { Loss, SourceEntry, SourceFeed } from "./source-feed.ts";

/** Where an entry goes. */
export interface PlacedEntry {
  readonly entry: SourceEntry;
  readonly id: string | undefined;
  /** The file's path without its extension. */
  readonly key: string;
  readonly slug: string;
  /** The old addresses' paths, or the old slug, that have to lead to the article. */
  readonly aliases: readonly string[];
  /** The page elsewhere that stays the article's home. */
  readonly canonical: string | undefined;
  readonly losses: readonly Loss[];
}

export interface Placement {
  /** Oldest first; without those that are there already. */
  readonly placed: readonly PlacedEntry[];
  readonly existingCount: number;
  /** Entries whose id another one has. */
  readonly refused: readonly { readonly label: string; readonly message: string }[];
}

/** Gives each entry a key and a slug of its own; a second time, the same entries get the same ones. */
export function placeEntries(feed: SourceFeed, existing: ExistingArticles): Placement {
  const ownHost = findOwnHost(feed);
  const { unique, refused } = separateDoubles(feed.entries);
  const claimPlace = createPlaceRegister(existing);
  const claimAlias = createAliasRegister();
  const placed = unique.sort(byDate).flatMap((entry): PlacedEntry[] => {
    const id = idOf(entry);
    if (id !== undefined && existing.ids.has(id)) return [];
    const address = readOldAddress(entry, ownHost);
    const place = claimPlace(id, dayOf(entry), address.slug ?? deriveName(entry));
    if (place === "existing") return [];
    const { aliases, losses } = claimAlias(address, place.slug);
    // The address of a draft was never public.
    const lostAddress = entry.draft ? [] : address.losses;
    const all = [...lostAddress, ...losses, ...describeIdentity(entry, id)];
    return [{ entry, id, ...place, aliases, canonical: address.canonical, losses: all }];
  });
  return { placed, existingCount: unique.length - placed.length, refused };
}

/** As front matter keeps it: one line. */
function idOf({ id }: SourceEntry): string | undefined {
  return lineOfText(id);
}

/**
 * An id identifies one entry: the same id at the same address is a repeat, which is refused. Two posts at two addresses that
 * share an id are two articles (WordPress after a move of its site): the second gets an id of its own.
 */
function separateDoubles(entries: readonly SourceEntry[]) {
  const holders = new Map<string, SourceEntry>();
  const unique: SourceEntry[] = [];
  const refused: Placement["refused"][number][] = [];
  for (const entry of entries) {
    const id = idOf(entry);
    const holder = id === undefined ? undefined : holders.get(id);
    if (holder === undefined) {
      unique.push(entry);
      if (id !== undefined) holders.set(id, entry);
    } else if (entry.link !== undefined && holder.link !== undefined && entry.link !== holder.link) {
      const message = `"${id}" is that of ${nameEntry(holder)} already: a new one is made`;
      unique.push({ ...entry, id: undefined, losses: [...entry.losses, { field: "id", message }] });
    } else {
      refused.push({ label: nameEntry(entry), message: `its id "${id}" is that of ${nameEntry(holder)} already` });
    }
  }
  return { unique, refused };
}

function nameEntry({ title, link, id }: SourceEntry): string {
  return title === undefined ? (link ?? id ?? "an entry without a name") : `"${title}"`;
}

/** Undated ones last; where dates agree, by id, since feeds differ in their order. */
function byDate(a: SourceEntry, b: SourceEntry): number {
  const [dateA, dateB] = [a.date ?? Number.MAX_SAFE_INTEGER, b.date ?? Number.MAX_SAFE_INTEGER];
  if (dateA !== dateB) return dateA - dateB;
  const [idA, idB] = [a.id ?? a.title ?? "", b.id ?? b.title ?? ""];
  return idA < idB ? -1 : Number(idA > idB);
}

function dayOf({ date }: SourceEntry): string {
  return date === undefined ? "undated" : new Date(date).toISOString().slice(0, 10);
}

function deriveName({ title, html }: SourceEntry): string {
  return slugOfTitle(title ?? cutAtWord(textOfHtml(html) ?? "", 60)) || "article";
}

function describeIdentity({ id, date }: SourceEntry, kept: string | undefined): Loss[] {
  const changed = id !== undefined && kept !== id ? [{ field: "id", message: `"${id}" is kept as "${kept}"` }] : [];
  return [
    ...changed,
    ...(kept === undefined ? [{ field: "id", message: "it has none: one is made from its file's name" }] : []),
    ...(date === undefined ? [{ field: "date", message: "it has none: imported as a draft without a date" }] : []),
  ];
}
