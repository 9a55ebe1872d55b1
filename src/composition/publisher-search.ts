import { DurableObject } from "cloudflare:workers";
import { followLog } from "../search/follow-log.ts";
import type { SearchIndex, SearchOrder } from "../search/search-index.ts";
import { readQuery } from "../search/search-query.ts";
import type { FoundHits, SearchPorts } from "../serving/search/write-search.ts";
import { openObjectSql } from "../store/object-sql.ts";
import { createSearchSource, readHits } from "../store/search/d1-search.ts";
import { createSearchIndex } from "../store/search/search-store.ts";
import type { PublisherEnv } from "./publisher-config.ts";

// Search, as the publishers' worker wires it.

/** So many steps of 40 articles a search may wait for, and a run in the background may take. */
const STEPS = { search: 3, run: 25 } as const;
/** A burst of publishes is followed once. */
const FOLLOW_AFTER_MS = 2000;

/** Keeps the full-text index of one publication. It reads the store itself, so that a publish waits for nothing here. */
export class Search extends DurableObject<PublisherEnv> {
  readonly #index: SearchIndex;
  #following: Promise<unknown> = Promise.resolve();

  constructor(ctx: DurableObjectState, env: PublisherEnv) {
    super(ctx, env);
    this.#index = createSearchIndex(openObjectSql(ctx.storage));
  }

  /** An article that was taken back a moment ago is taken out first. */
  async find(query: string, order: SearchOrder): Promise<FoundHits> {
    const isWhole = await this.#follow(STEPS.search);
    if (!isWhole) await this.noteChange();
    return { isWhole, hits: this.#index.find(readQuery(query), order, Date.now()) };
  }

  async noteChange(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + FOLLOW_AFTER_MS);
  }

  /** The runtime repeats an alarm that failed. */
  override async alarm(): Promise<void> {
    if (!(await this.#follow(STEPS.run))) await this.ctx.storage.setAlarm(Date.now());
  }

  /** Serialized: two runs that read the log at once would index each change twice. */
  #follow(steps: number): Promise<boolean> {
    const followed = this.#following.then(() => followLog(this.#index, createSearchSource(this.env.DB), steps));
    this.#following = followed.catch(() => {});
    return followed;
  }
}

interface SearchObject {
  find(query: string, order: SearchOrder): Promise<FoundHits>;
  noteChange(): Promise<void>;
}

interface SearchContext {
  readonly exports?: unknown;
}

/** Undefined: the worker's configuration does not name the object yet (`[exports.Search]`); then search is off. */
function findObject({ exports }: SearchContext): SearchObject | undefined {
  const { Search: objects } = (exports ?? {}) as { readonly Search?: { getByName?(name: string): SearchObject } };
  return objects?.getByName?.("publication");
}

type OtherPorts = Pick<SearchPorts, "settings" | "now">;

export function wireSearch(env: PublisherEnv, ctx: SearchContext, others: OtherPorts): SearchPorts {
  const object = findObject(ctx);
  return {
    ...others,
    ...(object !== undefined && { find: (query: string, order: SearchOrder) => object.find(query, order) }),
    readHits: (hits) => readHits(env.DB, hits, others.now()),
  };
}

let notedAt = 0;

/** After a commit, and by the cron, which finds what was missed. Within a second the alarm that is set sees the change as well. */
export async function followSoon(ctx: SearchContext): Promise<void> {
  const object = findObject(ctx);
  if (object === undefined || Date.now() - notedAt < FOLLOW_AFTER_MS / 2) return;
  notedAt = Date.now();
  await object.noteChange();
}
