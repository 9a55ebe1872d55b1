import type { NamedEntry } from "./entry-names.ts";
import type { KnownEntry } from "./source-store.ts";

export type Recognition =
  | { readonly kind: "known"; readonly known: KnownEntry }
  /** Another source showed it first. */
  | { readonly kind: "repeat"; readonly of: KnownEntry }
  | { readonly kind: "new" };

/**
 * Finds the stored entry of each entry of a document: by its id, else by its link, else by title and day, since some sources change
 * ids and even links with each poll. A stored entry whose id is in the document is matched by id alone.
 */
export function recogniseEntries(
  source: string,
  entries: readonly NamedEntry[],
  known: readonly KnownEntry[],
): ReadonlyMap<NamedEntry, Recognition> {
  const own = known.filter((one) => one.source === source);
  const digests = indexBy(own, ({ idDigest }) => idDigest);
  const present = new Set(entries.flatMap(({ idDigest }) => digests.get(idDigest)?.key ?? []));
  const absent = own.filter(({ key }) => !present.has(key));
  const former = { links: indexBy(absent, ({ link }) => link), titles: indexBy(absent, ({ titleDay }) => titleDay) };
  const others = known.filter((one) => one.source !== source && one.outcome !== "repeat" && one.outcome !== "refused");
  const elsewhere = {
    digests: indexBy(others, ({ idDigest }) => idDigest),
    links: indexBy(others, ({ link }) => link),
    titles: indexBy(others, ({ titleDay }) => titleDay),
  };
  const taken = new Set<string>();
  const recognise = ({ idDigest, link, titleDay }: NamedEntry): Recognition => {
    const same = digests.get(idDigest) ?? at(former.links, link) ?? at(former.titles, titleDay);
    if (same !== undefined && !taken.has(same.key)) {
      taken.add(same.key);
      return { kind: "known", known: same };
    }
    const other = at(elsewhere.links, link) ?? elsewhere.digests.get(idDigest) ?? at(elsewhere.titles, titleDay);
    return other === undefined ? { kind: "new" } : { kind: "repeat", of: other };
  };
  return new Map(entries.map((named) => [named, recognise(named)]));
}

function at(index: ReadonlyMap<string, KnownEntry>, name: string | undefined): KnownEntry | undefined {
  return name === undefined ? undefined : index.get(name);
}

/** The first of each name. */
function indexBy(
  entries: readonly KnownEntry[],
  nameOf: (entry: KnownEntry) => string | undefined,
): ReadonlyMap<string, KnownEntry> {
  const index = new Map<string, KnownEntry>();
  for (const entry of entries) {
    const name = nameOf(entry);
    if (name !== undefined && !index.has(name)) index.set(name, entry);
  }
  return index;
}
