import { describe, expect, test } from "vitest";
import { checkPartnerFeed } from "../../cli/partners/check-partner-feed.ts";
import { partnerIds } from "../../src/article/profile/partner-ids.ts";
import { partners } from "../../src/feed/partners/partner-rows.ts";
import { servePublication } from "../health/faulty-publication.ts";
import { runEdgewire } from "./run-edgewire.ts";

const ADDRESS = "https://news.example/msn.xml";
const NAMESPACES = [
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:media="http://search.yahoo.com/mrss/"',
  'xmlns:mi="http://schemas.ingestion.microsoft.com/common/"',
  'xmlns:snf="http://www.smartnews.be/snf"',
].join(" ");

const IMAGE = `<media:content url="https://news.example/a.jpg" type="image/jpeg" medium="image" fileSize="80000" width="1200" height="800">
<media:credit>A. Photographer</media:credit><mi:hasSyndicationRights>1</mi:hasSyndicationRights></media:content>`;
const TITLE = "The ferry is back at the harbour";
const SUMMARY = "The ferry came back this morning. ".repeat(10);
const BODY = "<p>Text.</p>";
const CREATOR = "<dc:creator>Elena Marin</dc:creator>";

const ITEM = `<item><title>${TITLE}</title><link>https://news.example/1</link><guid>1</guid><pubDate>Sat, 14 Mar 2026 09:00:00 GMT</pubDate>
${CREATOR}<description>${SUMMARY}</description><content:encoded><![CDATA[${BODY}]]></content:encoded>${IMAGE}</item>`;

const LOGO = "<snf:logo><url>https://news.example/logo.png</url></snf:logo>";

function writeFeed(items: string, channel = `<description>News of the sea</description>${LOGO}`): Uint8Array {
  const head = `<title>Wire</title><link>https://news.example/</link><language>en</language>${channel}`;
  return new TextEncoder().encode(`<rss version="2.0" ${NAMESPACES}><channel>${head}${items}</channel></rss>`);
}

test.each(partnerIds.filter((id) => partners[id].format === "rss"))(
  "a feed that keeps all rules of %s has no finding",
  (id) => {
    expect(checkPartnerFeed(partners[id], writeFeed(ITEM.repeat(20)), ADDRESS)).toEqual([]);
  },
);

const old = ITEM.replace("<guid>1", "<guid>2").replace("2026", "2024");

describe("a feed that breaks one rule", () => {
  test.each([
    ["msn", ITEM.replace(TITLE, "Short"), "its title has 5 characters", "21 to 150"],
    [
      "msn",
      ITEM.replace('width="1200" height="800"', 'width="700" height="600"'),
      "its image has a longer side of 700 pixels",
      "at least 720",
    ],
    ["msn", ITEM.replace(TITLE, `${TITLE} &lt;b&gt;`), "its title has the tag <b>", "plain text"],
    ["msn", ITEM.replace(CREATOR, `${CREATOR}<dc:language>fr</dc:language>`), "its language is fr", "en"],
    ["newsbreak", ITEM.replace(CREATOR, `${CREATOR}<dc:language>fr</dc:language>`), "its language is fr", "en"],
    ["msn", ITEM.replace(BODY, '<p><a href="tel:123">Text.</a></p>'), "a link to tel:123", "links to https://"],
    ["msn", ITEM.replace('"image/jpeg"', '"image/avif"'), "its image is image/avif", "image/png"],
    ["msn", ITEM.replace("80000", "15000001"), "its image has 15000001 bytes", "at most 15000000"],
    ["msn", ITEM.replace(BODY, "<section><p>Text.</p></section>"), "<section>", "elements of b, i"],
    ["msn", ITEM.replace(BODY, `${"<div>".repeat(10)}Text.${"</div>".repeat(10)}`), "elements 10 deep", "at most 9"],
    ["msn", ITEM.replace(/<mi:.*Rights>/, ""), "an image without its rights", "mi:hasSyndicationRights"],
    ["msn", ITEM + old, "it was published on Sat, 14 Mar 2024", "fewer than 365 days"],
    ["msn", ITEM.repeat(21), "21 items", "at most 20"],
    ["flipboard", ITEM.repeat(19), "19 items", "at least 20"],
    ["flatplan", ITEM.repeat(9), "9 items", "at least 10"],
    ["smartnews", ITEM.replace(CREATOR, ""), "it has no author", "one"],
    ["smartnews", ITEM.replace(BODY, `<p>${"x".repeat(1_000_000)}</p>`), /^100\d{4} bytes$/, "at most 1000000"],
    ["flipboard", ITEM.replace(SUMMARY, "Short."), "its summary has 6 characters", "at least 300"],
    ["flipboard", ITEM.replace('height="800"', 'height="450"'), "its image has a shorter side of 450", "at least 500"],
    ["newsbreak", ITEM.replace(/<media:credit>.*<\/media:credit>/, ""), "its image has no credit", "one"],
    ["fulltext", ITEM.replace(BODY, "<p> </p>"), "it has no text", "some"],
  ] as const)("%s: %#", (id, items, found, wanted) => {
    const others = id === "flipboard" && wanted !== "at least 20" ? ITEM.repeat(19) : "";
    const findings = checkPartnerFeed(partners[id], writeFeed(items + others), ADDRESS);
    expect(findings).toEqual([
      expect.objectContaining({
        check: "partner",
        found: typeof found === "string" ? expect.stringContaining(found) : expect.stringMatching(found),
        wanted: expect.stringContaining(wanted),
        advice: expect.stringContaining(partners[id].specification),
      }),
    ]);
  });

  test("SmartNews: a description of 31 characters, no logo", () => {
    const findings = checkPartnerFeed(
      partners.smartnews,
      writeFeed(ITEM, `<description>${"x".repeat(31)}</description>`),
      ADDRESS,
    );
    expect(findings.map(({ found }) => found)).toEqual(["a description of 31 characters", "no snf:logo"]);
  });
});

test("an enclosure is the image where Media RSS names none; of Atom nothing is judged", () => {
  const enclosure = ITEM.replace(IMAGE, '<enclosure url="https://news.example/a.jpg" type="image/jpeg" length="9"/>');
  expect(checkPartnerFeed(partners.smartnews, writeFeed(enclosure), ADDRESS)).toEqual([]);
  expect(checkPartnerFeed(partners.smartnews, writeFeed(ITEM.replace(IMAGE, "")), ADDRESS)).toHaveLength(1);
  const atom = new TextEncoder().encode('<feed xmlns="http://www.w3.org/2005/Atom"/>');
  expect(checkPartnerFeed(partners.msn, atom, ADDRESS)).toEqual([
    expect.objectContaining({ severity: "warning", found: "a feed in another format" }),
  ]);
});

describe("news in JSON", () => {
  const item = {
    uri: "tag:news.example,2026:1",
    firstCreated: "2026-03-14T09:00:00Z",
    versionCreated: "2026-03-14T11:00:00+02:00",
    headlines: [{ value: TITLE }],
    bodies: [{ value: "Text." }],
  };
  const check = (document: unknown) =>
    checkPartnerFeed(partners.ninjs, new TextEncoder().encode(JSON.stringify(document)), ADDRESS);

  test("a news object, a list of them and a composite that keep the rules have no finding", () => {
    const canceled = { ...item, bodies: undefined, pubStatus: "canceled" };
    for (const document of [item, [item, canceled], { ...item, type: "composite", associations: [item, canceled] }])
      expect(check(document)).toEqual([]);
  });

  test.each([
    [{ uri: "one" }, 'the uri "one"'],
    [{ uri: undefined }, "no uri"],
    [{ pubStatus: "cancelled" }, 'the pubStatus "cancelled"'],
    [{ firstCreated: "14 March" }, 'the firstCreated "14 March"'],
    [{ versionCreated: undefined }, "no versionCreated"],
    [{ headlines: [] }, "no headline"],
    [{ bodies: [{ value: " " }] }, "it has no text"],
  ])("%j is found", (change, found) => {
    const advice = expect.stringContaining(partners.ninjs.specification);
    expect(check([{ ...item, ...change }])).toEqual([expect.objectContaining({ check: "partner", found, advice })]);
  });

  test("more items than the window has, JSON Feed and RSS are found", () => {
    const list = Array.from({ length: partners.ninjs.window.items + 1 }, () => item);
    expect(check(list).map(({ found }) => found)).toEqual(["51 items"]);
    const other = [expect.objectContaining({ found: "a document that is no ninjs" })];
    expect(check({ version: "https://jsonfeed.org/version/1.1", items: [] })).toEqual(other);
    expect(checkPartnerFeed(partners.ninjs, writeFeed(ITEM), ADDRESS)).toEqual(other);
  });

  test("edgewire doctor --partner ninjs reads it by these rules alone", async () => {
    const body = JSON.stringify([{ ...item, uri: "one" }]);
    const { url } = await servePublication((answer, _request, path) =>
      path === "/feed.json"
        ? { ...answer, headers: { ...answer.headers, "content-type": "application/json" }, body }
        : answer,
    );
    const { code, stdout } = await runEdgewire(["doctor", "--partner", "ninjs", `${url}/feed.json`]);
    expect([code, stdout.match(/^error: .*/gm)]).toEqual([1, [`error: partner: ${url}/feed.json ${TITLE}`]]);
  });
});

test("edgewire doctor --partner adds the rules of the partner; an unknown one is refused with the names", async () => {
  const { url } = await servePublication();
  const { code, stdout } = await runEdgewire(["doctor", "--partner", "msn", `${url}/rss.xml`]);
  expect(code).toBe(1);
  expect(stdout).toContain(
    `error: partner: ${url}/rss.xml Ship 1\n  found   its title has 6 characters\n  wanted  21 to 150\n`,
  );
  const refused = await runEdgewire(["doctor", "--partner", "nobody", `${url}/rss.xml`]);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining("one of msn, smartnews, flipboard")]);
});
