import { aliasOf } from "../../article/alias-of.ts";
import { findLegacyQueryTarget, findLegacyTarget } from "../../feed/legacy-addresses.ts";
import { feedQueryOf, findWellKnownFeed } from "../../feed/well-known-feeds.ts";
import { writeAliasAddress } from "../origin-address.ts";
import type { AskOrigin } from "./ask-origin.ts";
import { followMove } from "./follow-move.ts";
import type { GateMemory } from "./gate-memory.ts";
import type { KnownNames } from "./known-names.ts";

/** Where addresses of former sites lead. */
export interface FormerTargets {
  /** The path of ours, or undefined. */
  find(url: URL, ask: AskOrigin, now: number): Promise<string | undefined>;
}

/** Readers go on polling where a feed was: what nothing claims is not asked about again for a while. */
const CLAIM_LASTS_MS = 60_000;
const MAX_CLAIMS = 1000;
/** Longer addresses are asked about each time: visitors must not fill the memory. */
const MAX_KNOWN_LENGTH = 500;

/** A claim of site.yaml or of an article goes before the habits of other tools. */
export function createFormerTargets(memory: GateMemory): FormerTargets {
  const { names } = memory;
  const known = new Map<string, { readonly target: string; readonly until: number }>();
  return {
    async find(url, ask, now) {
      const habit = findHabit(url);
      if (habit === undefined) return findClaimed(url, ask, names);
      const address = url.pathname + url.search;
      const last = known.get(address);
      if (last !== undefined && now < last.until) return last.target;
      const target = (await findClaimed(url, ask, names)) ?? (await followMove(habit, memory, ask));
      if (address.length > MAX_KNOWN_LENGTH) return target;
      if (known.size >= MAX_CLAIMS) known.clear();
      known.set(address, { target, until: now + CLAIM_LASTS_MS });
      return target;
    },
  };
}

function findHabit(url: URL): string | undefined {
  const isFront = url.pathname === "/";
  const byQuery = isFront ? findLegacyQueryTarget(url.searchParams) : undefined;
  return byQuery ?? findWellKnownFeed(url) ?? findLegacyTarget(url.pathname);
}

/** A former feed of site.yaml, or a former address of an article. */
async function findClaimed(url: URL, ask: AskOrigin, names: KnownNames): Promise<string | undefined> {
  const feedQuery = feedQueryOf(url.search);
  const alias = feedQuery === "" ? aliasOf(url) : url.pathname + feedQuery;
  if (alias === "/") return undefined;
  const search = alias.slice(url.pathname.length);
  if (!(await names.admitAlias(url.pathname, search, ask))) return undefined;
  const response = await ask(writeAliasAddress(alias)).catch(() => undefined);
  return response?.ok ? (await response.json<{ location: string }>()).location : undefined;
}
