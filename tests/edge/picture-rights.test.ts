import { beforeAll, describe, expect, test } from "vitest";
import type { PictureTexts } from "../../src/article/article.ts";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import { partnerEnding, partnerIds } from "../../src/article/profile/partner-ids.ts";
import { findLeftOut } from "../../src/feed/partners/find-left-out.ts";
import { partners } from "../../src/feed/partners/partner-rows.ts";
import type { ReceivedImage } from "../../src/feed/publishing/submission.ts";
import { parseXml } from "../../src/lib/parse-xml.ts";
import { createReader } from "../../src/store/d1-reader.ts";
import { drawGif } from "../support/draw-gif.ts";
import { listRslElements, listRslFaults } from "../support/machine-licence.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";
import { findXmlFault } from "../support/well-formed.ts";

const SITE = `title: Wire
domain: wire.example
covers: none
author: { name: The Wire }
licence: { permits: search }
feeds:
  - { name: top, all: "category: Sea" }
partners:
${partnerIds.map((id) => `  - { partner: ${id}, feed: top, image_rights: "yes" }\n`).join("")}`;
const SUMMARY = "It came back in the evening. ".repeat(12);

interface Sample {
  readonly key: string;
  readonly image: ReceivedImage;
  readonly text: string;
}

async function draw(width: number, texts?: PictureTexts): Promise<ReceivedImage> {
  const identified = await identifyMedium(drawGif(width, 800));
  if (!identified.ok) throw new Error(identified.problem.message);
  const { medium, bytes } = identified.value;
  return { medium: { ...medium, ...(texts && { texts }) }, bytes };
}

const writeHead = (key: string, image = "") =>
  `---\ntitle: The ${key} ferry came back to the harbour\ndate: 2026-01-01\ncategories: [Sea]\nsummary: ${SUMMARY}\n${image}---\n\nText of ${key}.\n`;
const writeLead = (key: string, more: string) =>
  writeHead(key, `image: { src: a.gif, alt: A ferry, caption: Caption of ${key}, credit: A. Kim${more} }\n`);

let edge: SimulatedEdge;
let samples: readonly Sample[];

beforeAll(async () => {
  samples = [
    { key: "given", image: await draw(1200), text: writeLead("given", "") },
    { key: "kept", image: await draw(1201), text: writeLead("kept", ", republish: no") },
    { key: "termed", image: await draw(1202, { terms: "No sales" }), text: writeLead("termed", "") },
    { key: "placed", image: await draw(1203, { terms: "No sales" }), text: `${writeHead("placed")}\n![A](a.gif)\n` },
    { key: "freed", image: await draw(1204, { terms: "No sales" }), text: writeLead("freed", ", republish: yes") },
  ];
  edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  for (const { key, image, text } of samples) await edge.publish(0, key, text, undefined, new Map([["a.gif", image]]));
});

const isKept = ({ key }: Sample) => !["given", "freed"].includes(key);

describe.each(partnerIds)("%s", (id) => {
  const isRequired = partners[id].required.includes("image");

  test("has no picture whose own rights refuse it, nor its caption; it has the article, where it needs no picture", async () => {
    const { status, text } = await edge.poll(0, `/feeds/top/${id}.${partnerEnding(id)}`);
    expect(status).toBe(200);
    for (const sample of samples) {
      const { key, image } = sample;
      const shows = [image.medium.name, `Caption of ${key}`, `Text of ${key}`].map((part) => text.includes(part));
      expect([key, ...shows]).toEqual(isKept(sample) ? [key, false, false, !isRequired] : [key, true, shows[1], true]);
    }
  });

  test("the dashboard says why an article is left out", async () => {
    const states = await findLeftOut(createReader(edge.store.db), PUBLIC_URL);
    const { leftOut = [] } = states.find(({ partner }) => partner === partners[id].name) ?? {};
    const fault = expect.stringContaining("its image says that partners must not have it");
    expect(leftOut.map(({ faults }) => faults)).toEqual(isRequired ? [[fault], [fault], [fault]] : []);
  });
});

test("other feeds and pages show all pictures, and rsl:content refuses machines any use of those", async () => {
  const { text } = await edge.poll(0, "/rss.xml");
  expect(findXmlFault(text)).toBeUndefined();
  const parsed = parseXml(text);
  const elements = parsed.ok ? listRslElements(parsed.value) : [];
  expect([elements.length, ...elements.flatMap(listRslFaults)]).toEqual([
    samples.length + samples.filter(isKept).length,
  ]);
  for (const sample of samples) {
    const address = `${PUBLIC_URL}/media/${sample.image.medium.name}`;
    const refused = `<rsl:content url="${address}"><rsl:license><rsl:prohibits type="usage">all</rsl:prohibits>`;
    expect(text.replaceAll("\n", "").includes(refused), sample.key).toBe(isKept(sample));
    expect((await edge.poll(0, `/articles/${sample.key}`)).text).toContain(sample.image.medium.name);
  }
});
