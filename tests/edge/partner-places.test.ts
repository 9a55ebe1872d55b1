import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type LocalPublication, readPublication } from "../../cli/publication.ts";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import { type PartnerId, partnerEnding, partnerIds } from "../../src/article/profile/partner-ids.ts";
import { buildReport } from "../../src/audience/build-report.ts";
import { renderDashboard } from "../../src/dashboard/pages/dashboard.tsx";
import { findLeftOut, type PartnerState } from "../../src/feed/partners/find-left-out.ts";
import { partners } from "../../src/feed/partners/partner-rows.ts";
import { publishArticle } from "../../src/feed/publishing/publish-article.ts";
import type { ReceivedImage } from "../../src/feed/publishing/submission.ts";
import type { Finding } from "../../src/lib/finding.ts";
import { readPublicationFigures } from "../../src/store/d1-figures.ts";
import { createReader } from "../../src/store/d1-reader.ts";
import { PUBLIC_URL } from "../support/harness.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// 60 articles, of which every second breaks one rule, through the command, the API, the documents and the dashboard.

const SITE = `title: Wire
domain: wire.example
covers: none
author: { name: The Wire }
feeds:
  - { name: top, all: "category: Sea", window_size: 60 }
partners:
${partnerIds.map((id) => `  - { partner: ${id}, feed: top }\n`).join("")}`;

/** Rows: the change, the partners that refuse it, and the words of the fault. */
const breaches: readonly {
  readonly change: Partial<Parts>;
  readonly refusedBy: readonly PartnerId[];
  readonly fault: RegExp;
}[] = [
  { change: { title: "Short" }, refusedBy: ["msn"], fault: /title has \d+ characters/ },
  { change: { title: "Long ".repeat(40) }, refusedBy: ["msn"], fault: /title has \d+ characters/ },
  { change: { summary: "Short." }, refusedBy: ["flipboard"], fault: /summary has 6 characters/ },
  { change: { image: "narrow.gif" }, refusedBy: ["msn"], fault: /700 pixels wide/ },
  { change: { image: "low.gif" }, refusedBy: ["flipboard"], fault: /shorter side of 450/ },
  { change: { credit: "" }, refusedBy: ["newsbreak"], fault: /no credit/ },
  {
    change: { image: "" },
    refusedBy: ["msn", "smartnews", "flipboard", "newsbreak"],
    fault: /no image/,
  },
];

interface Parts {
  readonly title: string;
  readonly summary: string;
  readonly image: string;
  readonly credit: string;
}

const pictures: Readonly<Record<string, readonly [width: number, height: number]>> = {
  "sound.gif": [1200, 800],
  "narrow.gif": [700, 600],
  "low.gif": [800, 450],
};

function drawGif(width: number, height: number): Uint8Array {
  const size = [width & 255, width >> 8, height & 255, height >> 8];
  const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b];
  return new Uint8Array([...Buffer.from("GIF89a"), ...size, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, ...frame]);
}

const sound: Parts = {
  title: "The ferry is back at the harbour",
  summary: "The ferry came back this morning. ".repeat(10).trim(),
  image: "sound.gif",
  credit: "A. Photographer",
};

function breachOf(number: number) {
  return number % 2 === 0 ? undefined : breaches[(number >> 1) % breaches.length];
}

function writeArticle(number: number): string {
  const { title, summary, image, credit } = { ...sound, ...breachOf(number)?.change };
  const head = { title, summary, date: new Date(Date.UTC(2026, 0, 1, number)).toISOString(), categories: ["Sea"] };
  const lead = image === "" ? {} : { image: { src: image, alt: "The ferry", ...(credit && { credit }) } };
  return `---\n${JSON.stringify({ ...head, ...lead })}\n---\n\nText of article ${number}.\n`;
}

const keyOf = (number: number) => `a${String(number).padStart(2, "0")}`;
const numbers = Array.from({ length: 60 }, (_, number) => number);

let edge: SimulatedEdge;
let local: LocalPublication;
let states: readonly PartnerState[];
const ofApi = new Map<string, readonly Finding[]>();

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "edgewire-partners-"));
  const images = new Map<string, ReceivedImage>();
  for (const [name, size] of Object.entries(pictures)) {
    writeFileSync(join(folder, name), drawGif(...size));
    const identified = await identifyMedium(drawGif(...size));
    if (!identified.ok) throw new Error(identified.problem.message);
    images.set(name, identified.value);
  }
  writeFileSync(join(folder, "site.yaml"), SITE);
  for (const number of numbers) writeFileSync(join(folder, `${keyOf(number)}.md`), writeArticle(number));
  local = await readPublication(folder);
  rmSync(folder, { recursive: true });
  edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  for (const number of numbers) ofApi.set(keyOf(number), await publish(number, images));
  states = await findLeftOut(createReader(edge.store.db), PUBLIC_URL);
});

async function publish(number: number, all: ReadonlyMap<string, ReceivedImage>): Promise<readonly Finding[]> {
  const { image } = { ...sound, ...breachOf(number)?.change };
  const body = new TextEncoder().encode(writeArticle(number));
  const images = new Map([...all].filter(([name]) => name === image));
  const submission = { key: keyOf(number), kind: "markdown", body, images, cover: undefined, minor: false } as const;
  const result = await publishArticle({ ...submission, expectedHash: undefined }, edge.openPublishing());
  if (!result.ok) throw new Error(result.problem.reason);
  return result.value.findings;
}

/** `a01: the fault with its cure`, of one partner. */
function listOf(id: PartnerId, key: string, findings: readonly Finding[]): string[] {
  const start = `${partners[id].name}'s feed feeds/top leaves this article out: `;
  const end = ` (${partners[id].specification})`;
  return findings
    .filter(({ reason, message }) => reason === "partner-rule" && message.startsWith(start))
    .map(({ message }) => `${key}: ${message.slice(start.length, -end.length)}`);
}

describe.each(partnerIds)("%s", (id) => {
  const broken = numbers.filter((number) => breachOf(number)?.refusedBy.includes(id));

  test("check, the API and the dashboard name the same articles, rules and cures", async () => {
    const named = local.articles.flatMap(({ file, findings }) => listOf(id, file.key, findings)).sort();
    expect(named).toEqual(
      broken.map((number) =>
        expect.stringMatching(new RegExp(`^${keyOf(number)}: .*${breachOf(number)?.fault.source}.*;`)),
      ),
    );
    expect([...ofApi].flatMap(([key, findings]) => listOf(id, key, findings)).sort()).toEqual(named);
    const { leftOut = [], accepted } = states.find(({ partner }) => partner === partners[id].name) ?? {};
    const articles = leftOut.map(({ faults }) => faults.join());
    expect(articles.reverse()).toEqual(named.map((line) => line.slice(5)));
    expect(accepted).toBe(60 - broken.length);
  });

  test("its document holds the others alone", async () => {
    const { status, text } = await edge.poll(0, `/feeds/top/${id}.${partnerEnding(id)}`);
    const shown = Array.from(text.matchAll(/Text of article (\d+)\./g), ([, number]) => Number(number));
    const others = numbers.filter((number) => !broken.includes(number)).reverse();
    expect(status).toBe(200);
    expect([...new Set(shown)]).toEqual(others.slice(0, partners[id].window.items));
  });
});

test("the dashboard's page shows article, partner, rule and cure, and links the partner's rules", async () => {
  const figures = await readPublicationFigures(edge.store.db, edge.clock.now);
  const account = { lines: [], feeds: [], firstFetch: undefined, opens: [], downloads: [] };
  const report = buildReport(account, figures, { feed: "*", days: 7, today: 20_780 });
  const html = (await renderDashboard(report, figures, { partners: states })).replaceAll("&quot;", '"');
  for (const { partner, specification, leftOut } of states) {
    expect(html).toContain(`<strong>${partner}</strong> (top)`);
    expect(html).toContain(`<a href="${specification}">`);
    for (const { path, title, faults } of leftOut)
      expect(html).toContain(`<a href="${path}">${title}</a>: ${faults[0]}.`);
  }
});
