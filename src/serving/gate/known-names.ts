import { listAliasSpellings } from "../../article/alias-of.ts";
import { fillingPageOf } from "../../feed/archive.ts";
import { categoryOfTag, type FeedName } from "../../feed/feed-names.ts";
import { countParts } from "../../feed/lists/sitemap-parts.ts";
import type { Period } from "../../feed/periods.ts";
import type { PublicNames } from "../../feed/publishing/publication-store.ts";
import type { ListResource } from "../lists/list-resource.ts";
import { writeNamesAddress } from "../origin-address.ts";
import type { Resource } from "../resource.ts";
import type { AskOrigin } from "./ask-origin.ts";
import { createQuestion, type QuestionPorts } from "./questions.ts";

/**
 * Shields the store from requests for unknown addresses. A few are looked up at once; beyond that the isolate loads all public
 * names, and from then on only fetches additions, in one query for all waiting requests. A known name never waits.
 */
export interface KnownNames {
  /** False: the resource does not exist. True: look it up. */
  admit(resource: Resource, ask: AskOrigin): Promise<boolean>;
  /** The same for an old address. */
  admitAlias(path: string, search: string, ask: AskOrigin): Promise<boolean>;
  /** After a publish in this isolate: names are looked up anew. */
  forget(): void;
}

/** Look-ups of names that are not in memory: at first so many, and then one a second. */
const FREE_LOOKUPS = 8;
const LOOKUP_EVERY_MS = 1000;
/** A page of a name that was added a moment ago may come so late, while strangers ask for unknown ones. */
const PAUSE_MS = 4000;
/**
 * The list is dropped at this age. An edit that adds nothing but a former address makes no revision, so that the list does not
 * get it as an addition: while strangers ask for unknown names, other isolates may answer 404 there for so long.
 */
const LIST_LASTS_MS = 600_000;

type Exists = (list: NameList) => boolean;

export function createKnownNames(ports: QuestionPorts, freeLookups = FREE_LOOKUPS): KnownNames {
  const { now } = ports;
  const question = createQuestion<NameList>({ ...ports, pauseMs: PAUSE_MS });
  let [free, filledAt] = [freeLookups, now()];
  let list: NameList | undefined;
  let loadedAt = now();

  function takeFree(): boolean {
    const filled = Math.floor((now() - filledAt) / LOOKUP_EVERY_MS);
    free = Math.min(freeLookups, free + filled);
    filledAt += filled * LOOKUP_EVERY_MS;
    if (free <= 0) return false;
    free -= 1;
    return true;
  }

  async function send(ask: AskOrigin): Promise<NameList | undefined> {
    if (list === undefined) {
      const all = await readNames(ask, undefined);
      if (all === undefined) return undefined;
      list = createNameList(all);
      loadedAt = now();
    }
    // All names may come from a cache: those added since make it whole.
    const added = await readNames(ask, list.revision);
    if (added === undefined) return undefined;
    list.add(added);
    return list;
  }

  async function admit(exists: Exists, ask: AskOrigin): Promise<boolean> {
    if (list !== undefined && now() - loadedAt > LIST_LASTS_MS) list = undefined;
    if (list === undefined && takeFree()) return true;
    if (list !== undefined && exists(list)) return true;
    const asked = await question.ask(() => send(ask));
    return asked === undefined || exists(asked);
  }

  return {
    admit: (resource, ask) => admit((names) => names.hasResource(resource), ask),
    admitAlias: (path, search, ask) => admit((names) => names.hasAlias(path, search), ask),
    forget() {
      list = undefined;
      [free, filledAt] = [freeLookups, now()];
    },
  };
}

async function readNames(ask: AskOrigin, since: number | undefined): Promise<PublicNames | undefined> {
  const response = await ask(writeNamesAddress(since));
  return response.ok ? response.json<PublicNames>() : undefined;
}

interface NameList {
  readonly revision: number;
  add(names: PublicNames): void;
  hasResource(resource: Resource): boolean;
  hasAlias(path: string, search: string): boolean;
}

function createNameList(all: PublicNames): NameList {
  const [slugs, aliases] = [new Set<string>(), new Set<string>()];
  const positions = new Map<string, number>();
  let { revision, key, published } = all;
  const { isComplete } = all;

  function add(names: PublicNames): void {
    for (const slug of names.slugs) slugs.add(slug);
    for (const alias of names.aliases) aliases.add(alias);
    for (const { name, lastPosition } of names.feeds) positions.set(name, lastPosition);
    ({ revision, key, published } = names);
  }
  add(all);

  function hasFeed(name: FeedName): boolean {
    return positions.has(name) || positions.has(categoryOfTag(name) ?? name);
  }

  function hasArchivePage(name: FeedName, page: number): boolean {
    const lastPosition = positions.get(name);
    return lastPosition !== undefined && page <= fillingPageOf(lastPosition);
  }

  /** A year more on either side, for zones. */
  function hasPeriod({ year }: Period): boolean {
    return published !== undefined && yearOf(published.from) - 1 <= year && year <= yearOf(published.until) + 1;
  }

  function hasList(resource: ListResource): boolean {
    if (resource.list === "sitemap-part") return resource.part <= countParts(positions.get("main") ?? 0);
    if (resource.list === "partner") return !isComplete || hasFeed(`feeds/${resource.feed}`);
    return resource.list !== "index-now-key" || resource.key === key;
  }

  return {
    get revision() {
      return revision;
    },
    add,
    hasResource(resource) {
      switch (resource.kind) {
        case "article":
          return !isComplete || slugs.has(resource.slug) || aliases.has(resource.slug);
        case "feed":
          return !isComplete || hasFeed(resource.name);
        case "archive":
          return !isComplete || hasArchivePage(resource.name, resource.page);
        case "period":
          return isComplete === false || hasPeriod(resource);
        case "catalogue":
          return true;
        case "list":
          return hasList(resource);
      }
    },
    hasAlias: (path, search) => !isComplete || [...listAliasSpellings(path, search)].some((one) => aliases.has(one)),
  };
}

function yearOf(time: number): number {
  return new Date(time).getUTCFullYear();
}
