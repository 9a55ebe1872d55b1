import { beforeAll, describe, expect, test, vi } from "vitest";
import { createApiClient } from "../../cli/api-client.ts";
import { check } from "../../cli/commands/check.ts";
import { publishFolder } from "../../cli/commands/publish.ts";
import { NODE_PORTS } from "../../cli/transport.ts";
import { type PartnerId, partnerEnding, partnerIds } from "../../src/article/profile/partner-ids.ts";
import { buildReport } from "../../src/audience/build-report.ts";
import { renderDashboard } from "../../src/dashboard/pages/dashboard.tsx";
import { findLeftOut } from "../../src/feed/partners/find-left-out.ts";
import { partners } from "../../src/feed/partners/partner-rows.ts";
import type { Finding } from "../../src/lib/finding.ts";
import { readPublicationFigures } from "../../src/store/d1-figures.ts";
import { createReader } from "../../src/store/d1-reader.ts";
import { makeFolder } from "../cli/run-edgewire.ts";
import { createSimulatedEdge, PUBLIC_URL } from "../support/simulated-edge.ts";
import { breachesOf, PICTURES, sound, writeArticle, writeSite } from "./broken-articles.ts";
import { partnerCheckers } from "./partner-checkers.ts";
import { readItems } from "./read-items.ts";

// A publication of 60 articles for each partner: every second breaks one rule of its row. `check`, `publish`, the API's answers and the
// dashboard name those, and the feed holds the others alone.

const numbers = Array.from({ length: 60 }, (_, number) => number);
const keyOf = (number: number) => `a${String(number).padStart(2, "0")}`;

/** How many of the 30 sound articles a feed may hold. */
const shownOf = (id: PartnerId) => (id === "msn" ? 20 : 30);

/** What each place says: `a01: the fault; the cure`, in the order of the keys. */
interface Places {
  readonly check: readonly string[];
  readonly publish: readonly string[];
  readonly api: readonly string[];
  readonly dashboard: readonly string[];
  readonly feed: string;
}

/** What a command writes to the terminal. */
async function listen(run: () => Promise<unknown>): Promise<string> {
  const said: string[] = [];
  const write = (text: string | Uint8Array) => said.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockImplementation(write));
  await run().finally(() => spies.map((spy) => spy.mockRestore()));
  return said.join("");
}

const sentenceOf = (id: PartnerId) => {
  const { name, specification } = partners[id];
  const plain = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `${plain(name)}'s feed feeds/top leaves this article out: (.*) \\(${plain(specification)}\\)`;
};

function readTerminal(id: PartnerId, said: string): string[] {
  const line = new RegExp(`/(a\\d\\d)\\.md: warning: ${sentenceOf(id)}$`, "gm");
  return Array.from(said.matchAll(line), ([, key, fault]) => `${key}: ${fault}`).sort();
}

async function runPlaces(id: PartnerId): Promise<Places> {
  const broken = breachesOf(id);
  const changeOf = (number: number) => (number % 2 === 0 ? {} : broken[(number >> 1) % broken.length]?.change);
  const articles = numbers.map((number) => [
    `${keyOf(number)}.md`,
    writeArticle(number, { ...sound, ...changeOf(number) }),
  ]);
  const pictures = Object.entries(PICTURES).map(([name, draw]) => [name, draw()]);
  const folder = makeFolder({ "site.yaml": writeSite(id), ...Object.fromEntries([...articles, ...pictures]) });
  const edge = createSimulatedEdge();
  const answered = new Map<string, readonly Finding[]>();
  const fetch = async (address: string, init: RequestInit) => {
    const { pathname, search } = new URL(address);
    const { status, headers, text } = await edge.callApi(pathname + search, "with token", init);
    const [, key] = /^\/api\/articles\/(a\d\d)$/.exec(pathname) ?? [];
    if (key !== undefined) answered.set(key, (JSON.parse(text) as { findings: readonly Finding[] }).findings);
    return new Response(text, { status, headers });
  };
  const checked = await listen(() => check.run("check", ["--articles", folder, "--verbose"]));
  const request = { articles: folder, minor: false, retractMissing: false, force: false, dryRun: false, verbose: true };
  const client = createApiClient(PUBLIC_URL, "a-token", { ...NODE_PORTS, fetch });
  const published = await listen(() => publishFolder(request, client));
  const faults = [...answered].flatMap(([key, findings]) =>
    findings.flatMap(({ message }) => {
      const fault = new RegExp(`^${sentenceOf(id)}$`).exec(message)?.[1];
      return fault === undefined ? [] : [`${key}: ${fault}`];
    }),
  );
  return {
    check: readTerminal(id, checked),
    publish: readTerminal(id, published),
    api: faults.sort(),
    dashboard: await readDashboard(id, edge),
    feed: (await edge.poll(0, `/feeds/top/${id}.${partnerEnding(id)}`)).text,
  };
}

async function readDashboard(id: PartnerId, edge: ReturnType<typeof createSimulatedEdge>): Promise<string[]> {
  const states = await findLeftOut(createReader(edge.store.db), PUBLIC_URL);
  const figures = await readPublicationFigures(edge.store.db, edge.clock.now);
  const account = { lines: [], feeds: [], firstFetch: undefined, opens: [], downloads: [] };
  const report = buildReport(account, figures, { feed: "*", days: 7, today: 20_780 });
  const html = await renderDashboard(report, figures, { partners: states });
  const { name, specification } = partners[id];
  const summary = `<strong>${name}</strong> (top): 30 articles meet its rules, 30 are left out.`;
  const [shown] = /<strong>[^<]*<\/strong> \(top\): [^<]*\./.exec(html) ?? [];
  expect([shown?.trim(), html.includes(`<a href="${specification}">`)]).toEqual([summary, true]);
  const lines = html.matchAll(/<li><a href="\/articles\/(a\d\d)">[^<]*<\/a>: ([^<]*)\.<\/li>/g);
  return Array.from(lines, ([, key, fault]) => `${key}: ${unescapeHtml(fault ?? "")}`).sort();
}

function unescapeHtml(html: string): string {
  return html.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}

describe.each(partnerIds)("%s", (id) => {
  const broken = breachesOf(id);
  let places: Places;

  beforeAll(async () => {
    places = await runPlaces(id);
  });

  test("check names each broken article with the rule that it breaks and the cure, and no other article", () => {
    const wanted = numbers
      .filter((number) => number % 2 === 1)
      .map((number) => `${keyOf(number)}: ${broken[(number >> 1) % broken.length]?.fault}`);
    expect(places.check).toEqual(wanted);
  });

  test.each(["publish", "api", "dashboard"] as const)("%s names the same ones in the same words", (place) => {
    expect(places[place]).toEqual(places.check);
  });

  test("the feed holds the others alone, and keeps every rule of the partner's public specification", () => {
    const soundKeys = numbers.filter((number) => number % 2 === 0).map(keyOf);
    const shown = readItems(id, places.feed).map(({ slug }) => slug);
    expect(shown).toEqual(soundKeys.reverse().slice(0, shownOf(id)));
    expect(partnerCheckers[id].findBroken(places.feed)).toEqual([]);
  });
});
