import { type AgentKind, agents } from "./agents.ts";

/** An agent string, read: the program, and the number of subscribers where it gives one. */
export interface Agent {
  readonly name: string;
  readonly kind: AgentKind;
  /** How many people it says it fetches for; undefined: it does not say. */
  readonly claimedSubscribers: number | undefined;
  /** Which of the service's own feeds this is: a service may hold one address several times, and counts each apart. */
  readonly feedId: string | undefined;
}

const UNKNOWN_AGENT = "Other";

/** `102 subscribers`, `1 subscriber`, `2 readers`, `Subscriber Count: 12`; with or without thousands separators. */
const CLAIM = /\b(\d[\d,]{0,14})\s+(?:subscriber|reader)s?\b|\bSubscriber Count:\s*(\d[\d,]{0,14})/i;
/** `feed-id=…`, `feed-id:…`, or the number in NewsBlur's address of the feed. */
const FEED_ID = /\bfeed-id[:=]\s*([\w-]{1,64})|newsblur\.com\/site\/(\d{1,19})\b/i;
/** Only the beginning of an agent string is matched; every known name begins within it. */
const MAX_LENGTH = 512;

/** Reads an agent string by the table of agents; an unknown one is "Other". */
export function readAgent(text: string): Agent {
  const agent = text.slice(0, MAX_LENGTH);
  const known = agents.find(({ pattern }) => pattern.test(agent));
  const [, plain, counted] = CLAIM.exec(agent) ?? [];
  const claim = plain ?? counted;
  const [, id, site] = FEED_ID.exec(agent) ?? [];
  return {
    name: known?.name ?? UNKNOWN_AGENT,
    kind: known?.kind ?? "other",
    claimedSubscribers: claim === undefined ? undefined : Number(claim.replaceAll(",", "")),
    feedId: id ?? site,
  };
}
