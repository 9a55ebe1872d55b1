import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { defineCommand } from "../command.ts";
import { checkLeave, refuseItself } from "../feed-lives/check-leave.ts";
import { compareAddresses, hasErrors, printComparison } from "../feed-lives/compare-addresses.ts";
import { type LeavingSetting, NOTICE_FILE, writeLeaving, writeNotice } from "../feed-lives/write-leaving.ts";
import { ARTICLES, CLIENT, DRY_RUN } from "../options.ts";
import { print } from "../output.ts";
import { readPublication } from "../publication.ts";

export const leave = defineCommand({
  summary: "Send the main feed's readers to its new address (301), and tell the others by a last entry",
  operands: "ADDRESS",
  options: {
    until: {
      type: "string",
      value: "DATE",
      help: "when the feed is served here again, with the last entry; else a year",
    },
    articles: ARTICLES,
    to: CLIENT.to,
    force: { type: "boolean", help: "leave although entries differ" },
    "dry-run": DRY_RUN,
  },
  run: async ({ until, articles, to, force, "dry-run": dryRun }, operands) => {
    const { sitePath, profile } = await readPublication(articles);
    if (profile === undefined) throw new UsageError(`${sitePath} has errors; edgewire check names them`);
    const setting = checkLeave(operands, { until, timeZone: profile.timeZone, now: Date.now() });
    refuseItself(setting, [to, profile.homePage]);
    const { old, comparison } = await compareAddresses(`${to.replace(/\/+$/, "")}/rss.xml`, setting.to);
    refuseItself(setting, [old.following?.self]);
    printComparison(comparison);
    if (hasErrors(comparison) && !force) {
      throw new UsageError("The new feed is not the same for readers: mend it, or take --force. Nothing was changed");
    }
    if (!dryRun) writeFiles(articles, sitePath, profile.title, setting);
    print(...describeLeave(articles, sitePath, setting));
    return 0;
  },
});

function writeFiles(articles: string, sitePath: string, title: string, setting: LeavingSetting): void {
  const text = writeLeaving(readFileSync(sitePath, "utf8"), setting);
  const [fault] = readSiteProfile(text).findings.filter(({ reason }) => reason === "profile-invalid");
  if (fault?.message.startsWith('"leaving')) throw new UsageError(`${sitePath}:${fault.line}: ${fault.message}`);
  const notice = join(articles, NOTICE_FILE);
  if (existsSync(notice)) print(`${notice} is there already and stays: look whether its date and address are right`);
  else writeFileSync(notice, writeNotice(title, setting));
  writeFileSync(sitePath, text);
}

function describeLeave(articles: string, sitePath: string, { to, until }: LeavingSetting): readonly string[] {
  return [
    `${sitePath}  leaving: { to: ${to}, until: ${until} }`,
    `${join(articles, NOTICE_FILE)}  the last entry, which appears on ${until}`,
    `From the next edgewire publish on, /rss.xml, /atom.xml and /feed.json answer 301 with ${to}; pages and other feeds stay`,
    `From ${until} on they are served here again, and begin with the last entry, for readers that do not follow redirects`,
    `To stay after all, remove both and publish`,
  ];
}
