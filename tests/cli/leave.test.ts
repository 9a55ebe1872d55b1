import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkLeave } from "../../cli/feed-lives/check-leave.ts";
import { type LeaveRequest, leaveFeed } from "../../cli/feed-lives/leave-feed.ts";
import { writeLeaving } from "../../cli/feed-lives/write-leaving.ts";
import type { Fetch } from "../../cli/public-fetch.ts";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { readArticle } from "../../src/article/read-article.ts";
import { makeFolder, runEdgewire } from "./run-edgewire.ts";

const NOW = Date.UTC(2026, 10, 28);
const NEW = "https://new.example/feed.xml";
const HERE = "https://here.example";
const SITE = "# Ours\ntitle: Here # and there\ndomain: here.example\ntime_zone: Europe/Paris\n";

const writeFeed = (ids: readonly string[], self: string) =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Here</title><atom:link rel="self" href="${self}"/>${ids
    .map(
      (id) =>
        `<item><title>${id}</title><guid isPermaLink="false">${id}</guid><pubDate>Sun, 01 Nov 2026 00:00:00 GMT</pubDate></item>`,
    )
    .join("")}</channel></rss>`;

const answer =
  (body: string, url?: string): Fetch =>
  async (address) =>
    Object.defineProperty(new Response(body), "url", { value: url ?? address });

const SAME = {
  own: answer(writeFeed(["a", "b"], `${HERE}/rss.xml`)),
  other: answer(writeFeed(["a", "b"], NEW)),
};

const request = (articles: string, more: Partial<LeaveRequest> = {}): LeaveRequest => ({
  ...{ articles, publication: `${HERE}/`, until: undefined, isForced: false, isDryRun: false, now: NOW },
  ...more,
});

const readLeaving = (folder: string) =>
  readSiteProfile(readFileSync(join(folder, "site.yaml"), "utf8")).profile?.leaving;

describe("edgewire leave", () => {
  it("writes the setting and a last entry that appears when the feed is served here again", async () => {
    const folder = makeFolder({ "site.yaml": SITE });
    await leaveFeed([NEW], request(folder, { until: "2027-05-01" }), SAME);
    const until = Date.parse("2027-05-01T00:00:00+02:00");
    expect(readLeaving(folder)).toEqual({ to: { rss: NEW, atom: NEW, json: NEW }, until });
    const bytes = readFileSync(join(folder, "this-feed-has-moved.md"));
    const { profile } = readSiteProfile(SITE);
    if (profile === undefined) throw new Error("the site cannot be read");
    const { article, findings } = await readArticle(
      { key: "this-feed-has-moved", kind: "markdown", bytes, media: new Map() },
      profile,
    );
    expect(findings).toEqual([]);
    expect(article).toMatchObject({ title: "Here: this feed has moved", publishedAt: until });
    expect(article?.html).toContain(`href="${NEW}"`);
  });

  it("changes no file in a dry run, and none where an entry has another id, unless it is forced", async () => {
    const folder = makeFolder({ "site.yaml": SITE });
    await leaveFeed([NEW], request(folder, { isDryRun: true }), SAME);
    const other = answer(writeFeed(["a", "c"], NEW));
    await expect(leaveFeed([NEW], request(folder), { ...SAME, other })).rejects.toThrow("take --force");
    expect([readLeaving(folder), existsSync(join(folder, "this-feed-has-moved.md"))]).toEqual([undefined, false]);
    await leaveFeed([NEW], request(folder, { isForced: true }), { ...SAME, other });
    expect(readLeaving(folder)?.to.rss).toBe(NEW);
  });

  it("keeps comments, replaces a former setting, and keeps a last entry that is there", async () => {
    const folder = makeFolder({ "site.yaml": SITE, "this-feed-has-moved.md": "Ours.\n" });
    await leaveFeed([NEW], request(folder), SAME);
    // Now the feed leads to the new one, and its `self` is the new address.
    const moved = { ...SAME, own: answer(writeFeed(["a", "b"], NEW), NEW) };
    await leaveFeed([NEW], request(folder, { until: "2028-01-01" }), moved);
    const text = readFileSync(join(folder, "site.yaml"), "utf8");
    expect(text).toBe(`${SITE}leaving: { to: ${NEW}, until: 2028-01-01 }\n`);
    expect(readFileSync(join(folder, "this-feed-has-moved.md"), "utf8")).toBe("Ours.\n");
    expect(writeLeaving(text, { to: NEW, until: "2028-01-01" })).toBe(text);
  });

  it.each<[string, string, Fetch]>([
    ["its own address", `${HERE}/atom.xml`, SAME.other],
    ["an address that redirects to it", NEW, answer(writeFeed(["a"], NEW), `${HERE}/rss.xml`)],
    ["the address that its feed names as its own", "https://www.here.example/feed", SAME.other],
  ])("refuses %s: the redirect would be a loop", async (_, address, other) => {
    const folder = makeFolder({ "site.yaml": SITE });
    const own = answer(writeFeed(["a", "b"], "https://www.here.example/rss.xml"), `${HERE}/rss.xml`);
    await expect(leaveFeed([address], request(folder), { own, other })).rejects.toThrow(
      "wanted a feed of another publication",
    );
    expect(readLeaving(folder)).toBeUndefined();
  });

  it.each<[string, readonly string[], string | undefined, string]>([
    ["no address", [], undefined, "found none"],
    ["a name", ["new.example"], undefined, "found new.example"],
    ["two addresses", [NEW, NEW], undefined, `found ${NEW} ${NEW}`],
    ["a private host", ["http://192.168.1.1/feed"], undefined, "wanted a feed on a public host"],
    ["a day that is over", [NEW], "2026-11-01", '--until wants a date to come, found "2026-11-01"'],
    ["no day", [NEW], "soon", '--until wants a date to come, found "soon"'],
  ])("refuses %s", (_, operands, until, message) => {
    expect(() => checkLeave(operands, { until, timeZone: "UTC", now: NOW })).toThrow(message);
  });

  it("serves the feed again after a year unless another day is given", () => {
    const setting = checkLeave([NEW], { until: undefined, timeZone: "UTC", now: NOW });
    expect(setting).toEqual({ to: NEW, until: "2027-11-28" });
  });

  it("is a command, which says what it wants", async () => {
    const folder = makeFolder({ "site.yaml": SITE });
    const { code, stderr } = await runEdgewire(["leave", "--articles", folder, "--to", HERE]);
    expect([code, stderr]).toEqual([
      1,
      "edgewire: wanted the new feed's address, as in edgewire leave https://new.example/feed.xml, found none\n",
    ]);
  });
});
