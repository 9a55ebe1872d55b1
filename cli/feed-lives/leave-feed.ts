import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { print } from "../output.ts";
import type { Fetch } from "../public-fetch.ts";
import { checkLeave, refuseItself } from "./check-leave.ts";
import { compareAddresses, hasErrors, printComparison } from "./compare-addresses.ts";
import { type LeavingSetting, NOTICE_FILE, writeLeaving, writeNotice } from "./write-leaving.ts";

export interface LeaveRequest {
  /** The publication's folder. */
  readonly articles: string;
  /** The running publication. */
  readonly publication: string;
  readonly until: string | undefined;
  readonly isForced: boolean;
  readonly isDryRun: boolean;
  /** Milliseconds. */
  readonly now: number;
}

/** `own` reaches the publication, `other` the new feed: where the readers go, that is on a public host alone. */
export interface LeaveFetches {
  readonly own: Fetch;
  readonly other: Fetch;
}

/** Compares the main feed with its new address, and writes the setting and the last entry. Nothing is published. */
export async function leaveFeed(
  operands: readonly string[],
  { articles, publication, until, isForced, isDryRun, now }: LeaveRequest,
  fetches: LeaveFetches,
): Promise<void> {
  const sitePath = join(articles, "site.yaml");
  if (!existsSync(sitePath)) throw new UsageError(`There is no ${sitePath}; --articles names the publication's folder`);
  const siteText = readFileSync(sitePath, "utf8");
  const { profile } = readSiteProfile(siteText);
  if (profile === undefined) throw new UsageError(`${sitePath} has errors; ${callEdgewire("check")} names them`);
  const setting = checkLeave(operands, { until, timeZone: profile.timeZone, now });
  await compareBoth(setting, publication.replace(/\/+$/, ""), isForced, fetches);
  const siteAfter = writeChecked(siteText, sitePath, setting);
  const noticePath = join(articles, NOTICE_FILE);
  if (!isDryRun) {
    if (existsSync(noticePath)) print(`${noticePath} exists and stays: see that its date and address are right`);
    else writeFileSync(noticePath, writeNotice(profile.title, setting));
    writeFileSync(sitePath, siteAfter);
  }
  print(...describeLeave(sitePath, noticePath, setting));
}

async function compareBoth(
  setting: LeavingSetting,
  publication: string,
  isForced: boolean,
  { own, other }: LeaveFetches,
): Promise<void> {
  const feed = `${publication}/rss.xml`;
  refuseItself(setting.to, [publication]);
  const { old, next, comparison } = await compareAddresses(
    { address: feed, fetch: own },
    { address: setting.to, fetch: other },
  );
  const isHere = URL.parse(old.address)?.origin === URL.parse(feed)?.origin;
  // A feed that has left already leads to the new one, and says that it is there.
  const ownAddresses = [publication, ...(isHere ? [old.feed.following?.self] : [])];
  for (const address of [setting.to, next.address]) refuseItself(address, ownAddresses);
  printComparison(comparison);
  if (hasErrors(comparison) && !isForced) {
    throw new UsageError("The new feed is not the same for readers: mend it, or take --force. Nothing was changed");
  }
}

function writeChecked(siteText: string, sitePath: string, setting: LeavingSetting): string {
  const text = writeLeaving(siteText, setting);
  const { profile, findings } = readSiteProfile(text);
  if (profile !== undefined) return text;
  throw new UsageError(`${sitePath} cannot have this setting: ${findings[0]?.message ?? "it cannot be read"}`);
}

function describeLeave(sitePath: string, noticePath: string, { to, until }: LeavingSetting): readonly string[] {
  return [
    `${sitePath}: leaving: { to: ${to}, until: ${until} }`,
    `${noticePath}: the last entry, which appears on ${until}`,
    `After the next ${callEdgewire("publish")} /rss.xml, /atom.xml and /feed.json answer 301 with ${to}; pages and other feeds stay`,
    `From ${until} on they are served here again and begin with the last entry, for readers that do not follow redirects`,
    "To stay after all, remove both and publish",
  ];
}
