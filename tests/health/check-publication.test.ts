import { describe, expect, it } from "vitest";
import { BRIEF, checkPublication } from "../../src/health/check-publication.ts";
import type { CheckName } from "../../src/health/finding.ts";
import type { HealthPorts } from "../../src/health/visit.ts";
import { type Spoil, servePublication } from "./faulty-publication.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const ports: HealthPorts = { fetch: (url, init) => fetch(url, init), now: () => NOW };

/** Spoils the body of one document. */
function inBody(path: string, from: string | RegExp, to: string): Spoil {
  return (answer, _, asked) =>
    asked === path && answer.status === 200 ? { ...answer, body: String(answer.body).replace(from, to) } : answer;
}

/** Sets or takes away a header of one document, in answers of one status. */
function inHeaders(path: string, name: string, value: string | undefined, status = 200): Spoil {
  return (answer, _, asked) =>
    asked === path && answer.status === status ? { ...answer, headers: { ...answer.headers, [name]: value } } : answer;
}

function instead(path: string, status: number, headers: Record<string, string> = {}, body = "no"): Spoil {
  return (answer, _, asked) => (asked === path ? { status, headers, body } : answer);
}

const CHALLENGE = "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>";

interface Fault {
  readonly what: string;
  readonly spoil: Spoil;
  readonly check: CheckName;
  readonly severity?: "error" | "warning";
  /** What the finding must say was found. */
  readonly found: RegExp;
}

const faults: readonly Fault[] = [
  {
    what: "a page that advertises nothing",
    spoil: inBody("/", /<link[^>]*>/g, ""),
    check: "discovery",
    found: /without one/,
  },
  { what: "a feed that is not there", spoil: instead("/rss.xml", 404), check: "reachable", found: /status 404/ },
  {
    what: "a bare ampersand",
    spoil: inBody("/rss.xml", "Ships &amp; more", "Ships & more"),
    check: "well-formed",
    found: /bare &/,
  },
  {
    what: "an entity of HTML",
    spoil: inBody("/atom.xml", "Ship 1", "Ship&nbsp;1"),
    check: "well-formed",
    found: /&nbsp;/,
  },
  {
    what: "a control character",
    spoil: inBody("/rss.xml", "Ship 2", "Ship \u0001"),
    check: "well-formed",
    found: /U\+0001/,
  },
  {
    what: "a feed cut short",
    spoil: inBody("/rss.xml", /<\/channel>[\s\S]*/, ""),
    check: "well-formed",
    found: /never closed/,
  },
  { what: "JSON cut short", spoil: inBody("/feed.json", /\]\}$/, ""), check: "well-formed", found: /JSON/ },
  {
    what: "a page where a feed should be",
    spoil: inBody("/rss.xml", /[\s\S]*/, "<html><body/></html>"),
    check: "elements",
    found: /<html>/,
  },
  {
    what: "no channel link",
    spoil: inBody("/rss.xml", /<link>.*?<\/link><desc/, "<desc"),
    check: "elements",
    found: /no link/,
  },
  {
    what: "an entry without updated",
    spoil: inBody("/atom.xml", /<updated>2026-11-22.*?<\/updated>/, ""),
    check: "elements",
    found: /1 of 2 entries without updated/,
  },
  {
    what: "two entries with one id",
    spoil: inBody("/feed.json", "ship-2", "ship-1"),
    check: "ids",
    found: /2 entries with the id "ship-1"/,
  },
  {
    what: "a date in the future",
    spoil: inBody("/atom.xml", "2026-11-22T11:00:00+02:00", "2027-01-01T00:00:00Z"),
    check: "dates",
    found: /published "2027/,
  },
  {
    what: "a date that is none",
    spoil: inBody("/rss.xml", "Sun, 22 Nov 2026 11:00", "Sun, 31 Feb 2026 11:00"),
    check: "dates",
    found: /31 Feb/,
  },
  {
    what: "an ISO date in RSS",
    spoil: inBody("/rss.xml", /<pubDate>[^<]*/, "<pubDate>2026-11-22"),
    check: "dates",
    found: /2026-11-22/,
  },
  {
    what: "the address of another feed as self",
    spoil: inBody("/rss.xml", /(rel="self" href=")[^"]*/, "$1https://old.example/feed"),
    check: "self-link",
    found: /old\.example/,
  },
  {
    what: "a tag that is never recognised",
    spoil: (answer, request) =>
      request.headers["if-none-match"] === '"one"'
        ? {
            ...answer,
            status: 200,
            headers: { ...answer.headers, "content-type": "application/rss+xml" },
            body: "<html></html>",
          }
        : answer,
    check: "validators",
    severity: "warning",
    found: /status 200 to If-None-Match/,
  },
  {
    what: "neither ETag nor Last-Modified",
    spoil: (answer) => ({ ...answer, headers: { ...answer.headers, etag: undefined, "last-modified": undefined } }),
    check: "validators",
    severity: "warning",
    found: /neither/,
  },
  {
    what: "304 to everybody",
    spoil: (answer, request) =>
      request.headers["if-none-match"] ? { status: 304, headers: answer.headers, body: "" } : answer,
    check: "validators",
    found: /never given/,
  },
  {
    what: "a 304 without its headers",
    spoil: inHeaders("/rss.xml", "cache-control", undefined, 304),
    check: "not-modified",
    severity: "warning",
    found: /without cache-control/,
  },
  {
    what: "a feed as text/html",
    spoil: inHeaders("/rss.xml", "content-type", "text/html; charset=utf-8"),
    check: "content-type",
    found: /text\/html/,
  },
  {
    what: "two charsets for one document",
    spoil: inHeaders("/rss.xml", "content-type", "application/rss+xml; charset=iso-8859-1"),
    check: "charset",
    found: /iso-8859-1.*utf-8/,
  },
  {
    what: "bytes that are not UTF-8",
    spoil: (answer, _, path) =>
      path === "/atom.xml" && answer.status === 200
        ? { ...answer, body: Buffer.from(String(answer.body).replace("Mara", "M\xe4ra"), "latin1") }
        : answer,
    check: "charset",
    found: /not utf-8/,
  },
  {
    what: "no compression",
    spoil: inHeaders("/rss.xml", "content-encoding", "none"),
    check: "compression",
    severity: "warning",
    found: /bytes without/,
  },
  {
    what: "no-store",
    spoil: inHeaders("/rss.xml", "cache-control", "no-store"),
    check: "cache-control",
    severity: "warning",
    found: /no-store/,
  },
  {
    what: "an enclosure's length that is not true",
    spoil: inBody("/feed.json", /"size_in_bytes":\d+/, '"size_in_bytes":7'),
    check: "enclosures",
    found: /length 7/,
  },
  {
    what: "an enclosure's type that is not true",
    spoil: inBody("/rss.xml", 'type="image/png" length', 'type="image/jpg" length'),
    check: "enclosures",
    found: /image\/jpg/,
  },
  {
    what: "an id that is neither text nor number",
    spoil: inBody("/feed.json", '"id":"ship-1"', '"id":{"toString":1}'),
    check: "elements",
    found: /1 of 2 entries without id/,
  },
  {
    what: "an image that is gone",
    spoil: inBody("/rss.xml", 'src="/image.png"', 'src="/gone.png"'),
    check: "images",
    found: /status 404/,
  },
  { what: "a hub that is down", spoil: instead("/hub", 502), check: "hub", found: /hub: status 502/ },
  {
    what: "a chain of redirects",
    spoil: (answer, _, path) =>
      path === "/rss.xml"
        ? { status: 301, headers: { location: "/a" }, body: "" }
        : path === "/a"
          ? { status: 302, headers: { location: "/atom.xml" }, body: "" }
          : answer,
    check: "redirects",
    found: /rss\.xml -> .*\/a -> .*atom\.xml/,
  },
  {
    what: "a circle of redirects",
    spoil: instead("/rss.xml", 301, { location: "/rss.xml" }),
    check: "reachable",
    found: /in a circle/,
  },
  {
    what: "one reader that is refused",
    spoil: (answer, request) =>
      /Feedbin/.test(String(request.headers["user-agent"])) ? { status: 403, headers: {}, body: "no" } : answer,
    check: "agents",
    found: /Feedbin gets status 403/,
  },
  {
    what: "a challenge for everybody",
    spoil: instead("/atom.xml", 403, { "content-type": "text/html" }, CHALLENGE),
    check: "agents",
    found: /a challenge page \(status 403\)/,
  },
  {
    what: "a challenge for readers",
    spoil: (answer, request) =>
      /newsboat/.test(String(request.headers["user-agent"]))
        ? { status: 503, headers: { "content-type": "text/html" }, body: CHALLENGE }
        : answer,
    check: "agents",
    found: /newsboat gets a challenge page/,
  },
];

describe("checkPublication", () => {
  it("finds nothing where nothing is wrong: each feed that the page advertises, and whatever it names", async () => {
    const { url, paths } = await servePublication();
    const { feeds, findings } = await checkPublication(url, ports);
    expect(findings).toEqual([]);
    expect(feeds).toEqual([
      { address: `${url}/rss.xml`, format: "RSS", entries: 2 },
      { address: `${url}/atom.xml`, format: "Atom", entries: 2 },
      { address: `${url}/feed.json`, format: "JSON Feed", entries: 2 },
    ]);
    expect(paths).toEqual(expect.arrayContaining(["GET /hub", "HEAD /image.png"]));
  });

  it("looks at the one feed whose address it is given", async () => {
    const { url } = await servePublication();
    const { feeds, findings } = await checkPublication(`${url}/atom.xml`, ports);
    expect([feeds.map(({ format }) => format), findings]).toEqual([["Atom"], []]);
  });

  it.each(faults)("finds $what, and nothing else", async ({ spoil, check, severity = "error", found }) => {
    const { url } = await servePublication(spoil);
    const { findings } = await checkPublication(url, ports);
    const [first] = findings;
    expect(first).toMatchObject({ check, severity, found: expect.stringMatching(found) });
    expect(first?.where).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(first?.wanted).not.toBe("");
    expect(first?.advice).toMatch(/^[A-Z0-9].*\.$/);
    expect([...new Set(findings.map((one) => one.check))]).toEqual([check]);
  });

  it("finds what is not served over https, but on this machine", async () => {
    const { url } = await servePublication();
    const abroad = "http://feeds.example";
    const fetchThere = async (address: string, init: RequestInit) => {
      const response = await fetch(address.replace(abroad, url), init);
      const text = await response.text();
      const body = response.status === 304 || init.method === "HEAD" ? null : text.replaceAll(url, abroad);
      return new Response(body, { status: response.status, headers: response.headers });
    };
    const { findings } = await checkPublication(`${abroad}/atom.xml`, { ...ports, fetch: fetchThere });
    expect(findings).toMatchObject([{ check: "https", severity: "error", found: "http://", wanted: "https://" }]);
  });

  it("is not held up by a document that is made to: tags without end, a million times", async () => {
    for (const [path, text] of [
      ["/", "<link ".repeat(1_000_000)],
      [
        "/rss.xml",
        `<rss><channel><item><description><![CDATA[${"<img ".repeat(1_000_000)}]]></description></item></channel></rss>`,
      ],
    ] as const) {
      const { url } = await servePublication(inBody(path, /[\s\S]*/, text));
      expect((await checkPublication(url, ports, BRIEF)).findings.length).toBeGreaterThan(0);
    }
  });

  it("is not held up by 200,000 entries of one id, each with a date that is none", async () => {
    const item = "<item><guid>a</guid><pubDate>soon</pubDate></item>";
    const { url } = await servePublication(inBody("/rss.xml", /<item>[\s\S]*<\/item>/, item.repeat(200_000)));
    const { findings } = await checkPublication(`${url}/rss.xml`, ports, BRIEF);
    expect(findings.filter(({ check }) => check === "dates")).toHaveLength(200_000);
    expect(findings).toContainEqual(expect.objectContaining({ check: "ids", found: '200000 entries with the id "a"' }));
  });

  it("is content with what a worker may ask for: 50 requests on the free plan", async () => {
    const { url, paths } = await servePublication();
    expect((await checkPublication(url, ports, BRIEF)).findings).toEqual([]);
    expect(paths.length).toBeLessThan(40);
  });

  it("asks at most five of the hubs that a feed names", async () => {
    const links = Array.from({ length: 1000 }, (_, index) => `<a:link rel="hub" href="/hub?${index}"/>`).join("");
    const { url, paths } = await servePublication(inBody("/rss.xml", /<a:link rel="hub"[^>]*>/, links));
    await checkPublication(`${url}/rss.xml`, ports);
    const atHubs = paths.filter((path) => path.startsWith("GET /hub?"));
    expect(atHubs).toEqual([0, 1, 2, 3, 4].map((index) => `GET /hub?${index}`));
  });

  it("sends at most 600 requests in all, redirects included, and says what it did not ask", async () => {
    const images = Array.from({ length: 100 }, (_, index) => `<img src="/hop/${index}/0">`).join("");
    const { url, paths } = await servePublication((answer, request, path) => {
      const [, image, hop] = /^\/hop\/(\d+)\/(\d)$/.exec(path) ?? [];
      if (hop !== undefined && hop !== "9")
        return { status: 302, headers: { location: `/hop/${image}/${Number(hop) + 1}` }, body: "" };
      return inBody("/rss.xml", /<img [^>]*>/, images)(answer, request, path);
    });
    const { findings } = await checkPublication(`${url}/rss.xml`, ports);
    expect(paths).toHaveLength(600);
    expect(findings.map(({ found }) => found).join("\n")).toContain(
      "not asked: this look has sent 600 requests already",
    );
  });

  it.each([
    ["nobody", "http://127.0.0.1:9/", /./],
    ["no such name", "http://nowhere.invalid/", /./],
  ])("says so where %s answers", async (_, address, found) => {
    const { findings } = await checkPublication(address, ports);
    expect(findings).toMatchObject([{ check: "reachable", severity: "error", found: expect.stringMatching(found) }]);
  });
});
