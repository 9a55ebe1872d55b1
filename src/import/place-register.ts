import type { OldAddress } from "./old-address.ts";
import type { Loss } from "./source-feed.ts";

/** The ids, keys and slugs that the folder holds before an import. Keys and slugs are in lower case. */
export interface ExistingArticles {
  readonly ids: ReadonlySet<string>;
  readonly keys: ReadonlyMap<string, "with id" | "without id">;
  readonly slugs: ReadonlySet<string>;
}

export interface Place {
  readonly key: string;
  readonly slug: string;
}

type ClaimPlace = (id: string | undefined, day: string, base: string) => Place | "existing";

/** Numbers a name that is taken: `cats`, `cats-2`, `cats-3`. Case-insensitive file systems take `Cats` for `cats`. */
export function createPlaceRegister(existing: ExistingArticles): ClaimPlace {
  const keys = new Map(existing.keys);
  const slugs = new Set(existing.slugs);
  const claim = (id: string | undefined, { key, slug }: Place): "taken" | "existing" | "new" => {
    const [lowerKey, lowerSlug] = [key.toLowerCase(), slug.toLowerCase()];
    const holder = keys.get(lowerKey);
    // Without an id, its place is all there is to know an article by.
    const isSame = id === undefined && holder === "without id";
    if (!isSame && (holder !== undefined || slugs.has(lowerSlug))) return "taken";
    keys.set(lowerKey, "with id");
    slugs.add(lowerSlug);
    return isSame ? "existing" : "new";
  };
  // Taken names stay taken, so counting resumes at the last number: ten thousand posts of one name and day need no count from 1
  // each.
  const counts = new Map<string, number>();
  return (id, day, base) => {
    const fileName = fileNameOf(base);
    const asked = `${id === undefined} ${day} ${base}`;
    for (let count = (counts.get(asked) ?? 0) + 1; ; count += 1) {
      const suffix = count === 1 ? "" : `-${count}`;
      const place = { key: `${day}-${fileName}${suffix}`, slug: base + suffix };
      const outcome = claim(id, place);
      if (outcome === "taken") continue;
      counts.set(asked, count);
      return outcome === "existing" ? outcome : place;
    }
  };
}

const MAX_NAME_BYTES = 120;

/** Keys have no `~`, and file systems no names of more than 255 bytes. */
function fileNameOf(slug: string): string {
  let name = slug.replaceAll("~", "-");
  while (Buffer.byteLength(name) > MAX_NAME_BYTES) name = Array.from(name).slice(0, -1).join("");
  return name;
}

interface ClaimedAliases {
  readonly aliases: readonly string[];
  readonly losses: readonly Loss[];
}

/** One old path leads to one article: the older. */
export function createAliasRegister(): (address: OldAddress, slug: string) => ClaimedAliases {
  const holders = new Map<string, string>();
  return ({ paths }, slug) => {
    const losses: Loss[] = [];
    const aliases = paths.flatMap((path) => {
      const holder = holders.get(path);
      if (holder === undefined) {
        holders.set(path, slug);
        return aliasOf(path, slug) ?? [];
      }
      losses.push({ field: "link", message: `${path} leads to the article "${holder}" already` });
      return [];
    });
    return { aliases, losses };
  };
}

/** Below `/articles/` it is the old slug that leads on; the new address itself needs nothing. */
function aliasOf(path: string, slug: string): string | undefined {
  const oldSlug = /^\/articles\/([^/]+)\/?$/.exec(path)?.[1];
  if (oldSlug === slug) return undefined;
  return oldSlug ?? path;
}
