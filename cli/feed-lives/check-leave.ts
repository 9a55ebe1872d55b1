import { findHostFault } from "../../src/lib/public-address.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { readZonedDate } from "../../src/lib/zoned-dates.ts";
import { isAddress } from "../import/read-source.ts";
import type { LeavingSetting } from "./write-leaving.ts";

const DAY_MS = 86_400_000;
const USUAL_DAYS = 365;

/** The setting that was asked for. Throws a UsageError where no reader could follow it. */
export function checkLeave(
  [address, ...rest]: readonly string[],
  { until, timeZone, now }: { readonly until: string | undefined; readonly timeZone: string; readonly now: number },
): LeavingSetting {
  const url = address !== undefined && rest.length === 0 && isAddress(address) ? URL.parse(address) : null;
  if (url === null) {
    const found = [address, ...rest].join(" ") || "none";
    throw new UsageError(
      `wanted the new feed's address, as in edgewire leave https://new.example/feed.xml, found ${found}`,
    );
  }
  const fault = findHostFault(url.hostname);
  if (fault !== undefined) throw new UsageError(`wanted a feed on a public host, found ${url.href}: its host ${fault}`);
  const day = until ?? new Date(now + USUAL_DAYS * DAY_MS).toISOString().slice(0, 10);
  const time = readZonedDate(day, timeZone);
  if (time === undefined || time <= now) {
    throw new UsageError(
      `--until wants a date to come, found "${day}"; write --until 2027-05-01, a month ahead or more`,
    );
  }
  return { to: url.href, until: day.trim() };
}

/** A redirect that leads back would never end. `own`: addresses of this publication. */
export function refuseItself(address: string, own: readonly (string | undefined)[]): void {
  const { origin } = new URL(address);
  if (own.every((one) => one === undefined || URL.parse(one)?.origin !== origin)) return;
  throw new UsageError(
    `wanted a feed of another publication, found ${address}, which is this one's; former_feeds moves feeds within it`,
  );
}
