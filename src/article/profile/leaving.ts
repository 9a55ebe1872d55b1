import * as v from "valibot";
import { findHostFault } from "../../lib/public-address.ts";
import { readZonedDate } from "../../lib/zoned-dates.ts";
import { group, webAddress } from "../front-matter/yaml-schema.ts";

/** Where the main feed's documents are from now on: until that time ours answer 301. */
export interface LeavingRule {
  /** Absolute addresses by format. */
  readonly to: { readonly rss: string; readonly atom: string; readonly json: string };
  /** Milliseconds. From then on the feed is served here again, with a last entry. */
  readonly until: number;
}

const LEAVING_WANTED = 'a group of "to" and "until", such as { to: https://new.example/feed.xml, until: 2027-05-01 }';
const FEED_WANTED = 'the address of a feed on a public host such as "https://new.example/feed.xml"';
const UNTIL_WANTED = "a date such as 2027-05-01, the first day on which the feed is served here again";

const newAddress = v.pipe(
  webAddress,
  v.check((address) => findHostFault(new URL(address).hostname) === undefined, FEED_WANTED),
);

const until = v.pipe(
  v.string(UNTIL_WANTED),
  v.trim(),
  v.check((text) => readZonedDate(text, "UTC") !== undefined, UNTIL_WANTED),
);

export const leavingSchema = group(
  {
    to: newAddress,
    until,
    rss: v.optional(newAddress),
    atom: v.optional(newAddress),
    json: v.optional(newAddress),
  },
  LEAVING_WANTED,
);

/** `to` is the address of every format that has none of its own. */
export function buildLeaving(written: v.InferOutput<typeof leavingSchema>, timeZone: string): LeavingRule {
  const { to, rss = to, atom = to, json = to } = written;
  return { to: { rss, atom, json }, until: readZonedDate(written.until, timeZone) ?? 0 };
}
