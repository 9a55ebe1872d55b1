import { describe, expect, it } from "vitest";
import { loadSharp } from "../../cli/pictures/load-sharp.ts";
import { ENCODERS, makeSizes } from "../../cli/pictures/make-sizes.ts";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

const sharp = loadSharp();
if (sharp === undefined) throw new Error("sharp is a development dependency");

const pixels = Buffer.from(Array.from({ length: 90 * 60 * 3 }, (_, at) => (at * 7919) % 251));
const drawn = sharp(pixels, { raw: { width: 90, height: 60, channels: 3 } }).resize(1300);
const read = await identifyMedium(new Uint8Array(await drawn.jpeg({ quality: 95 }).toBuffer()));
if (!read.ok) throw new Error(read.problem.message);
const photograph = read.value;
const { name: original } = photograph.medium;

const TEXT = "---\ntitle: The harbour\ndate: 2026-01-01\n---\n\nWords.\n\n![A boat](boat.jpg)\n";
const SITE = "title: The Wire\ndomain: wire.example\n";

async function startEdge(site = SITE): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge();
  await edge.putSite(0, site);
  return edge;
}

async function putSizes(edge: SimulatedEdge, settings = ENCODERS): Promise<number> {
  const body = new FormData();
  const sizes = sharp === undefined ? [] : await makeSizes(photograph.bytes, sharp, settings);
  for (const { part, bytes } of sizes) body.append(part, new File([bytes.slice()], part));
  return (await edge.callApi(`/api/pictures/${original}?recipe=1`, "with token", { method: "PUT", body })).status;
}

async function ask(edge: SimulatedEdge) {
  const body = JSON.stringify({ originals: [original] });
  const answer = await edge.callApi("/api/pictures", "with token", { method: "POST", body });
  return JSON.parse(answer.text) as { readonly lacking: string[]; readonly notHeld: string[] };
}

async function publish(edge: SimulatedEdge, text = TEXT) {
  const form = new FormData();
  form.append("article", new File([text], "article", { type: "text/markdown" }));
  form.append("pictures", JSON.stringify({ "boat.jpg": { original } }));
  const answer = await edge.callApi("/api/articles/harbour", "with token", { method: "PUT", body: form });
  return {
    status: answer.status,
    body: JSON.parse(answer.text) as { readonly type?: string; readonly contentHash?: string },
  };
}

function listMedia(edge: SimulatedEdge): string[] {
  return [...edge.bucket.objects.keys()].sort();
}

describe("the sizes of a picture (decision 19)", () => {
  it("are asked for once, sent once, and then known", async () => {
    const edge = await startEdge();
    expect(await ask(edge)).toEqual({ lacking: [original], notHeld: [original] });
    expect([await putSizes(edge), await putSizes(edge)]).toEqual([201, 204]);
    expect(await ask(edge)).toEqual({ lacking: [], notHeld: [original] });
  });

  it("have the same names from two machines' encoders; the first upload wins", async () => {
    const [one, other] = [await startEdge(), await startEdge()];
    await putSizes(one);
    const bytes = [...one.bucket.objects].map(([name, object]) => [name, object.bytes.length]);
    const coarse = { ...ENCODERS, jpegQualities: [40], webpQuality: 30, thumbnailQuality: 30 };
    await putSizes(other, coarse);
    await putSizes(one, coarse);
    expect(listMedia(one)).toEqual(listMedia(other));
    expect([...one.bucket.objects].map(([name, object]) => [name, object.bytes.length])).toEqual(bytes);
    const hashes = [await publish(one), await publish(other)].map(({ body }) => body.contentHash);
    expect(new Set(hashes).size).toBe(1);
  });

  it("stand in pages and feeds for the original, with one address for one picture", async () => {
    const edge = await startEdge();
    await putSizes(edge);
    expect((await publish(edge)).status).toBe(201);
    const rss = (await edge.poll(0, "/rss.xml")).text;
    const main = /<enclosure url="([^"]+)"/.exec(rss)?.[1] ?? "";
    const [, width] = /<media:thumbnail url="[^"]+" width="(\d+)"/.exec(rss) ?? [];
    expect(rss).toContain(`<media:content url="${main}"`);
    expect(rss).toContain(`src="${main}"`);
    expect(rss).toMatch(/srcset="https:\/\/wire\.example\/media\/[0-9a-f]{32}\.webp 480w, https:/);
    expect(width).toBe("240");
    expect(rss).not.toContain(original);
    expect((await edge.poll(0, new URL(main).pathname)).status).toBe(200);
  });

  it("are public exactly while their article is", async () => {
    const edge = await startEdge();
    await putSizes(edge);
    const statuses = async () => {
      const all = [];
      for (const name of listMedia(edge)) all.push((await edge.poll(0, `/media/${name}`)).status);
      return [...new Set(all)];
    };
    expect(await statuses()).toEqual([404]);
    await publish(edge, TEXT.replace("date: 2026-01-01", "date: 2026-01-01\ndraft: true"));
    expect(await statuses()).toEqual([404]);
    await publish(edge);
    expect(await statuses()).toEqual([200]);
    await edge.retract(0, "harbour");
    expect(await statuses()).toEqual([410]);
  });

  it("that the store lacks are named in the refusal of the article", async () => {
    const { status, body } = await publish(await startEdge());
    expect([status, body.type]).toEqual([409, expect.stringMatching(/pictures-missing$/)]);
  });

  it("bring the credit of the picture's metadata, which stays when the article is read again", async () => {
    const edge = await startEdge();
    await putSizes(edge);
    const form = new FormData();
    form.append("article", new File([TEXT], "article", { type: "text/markdown" }));
    form.append("pictures", JSON.stringify({ "boat.jpg": { original, texts: { credit: "Zoë Kim" } } }));
    await edge.callApi("/api/articles/harbour", "with token", { method: "PUT", body: form });
    const credit = '<media:credit role="photographer" scheme="urn:ebu">Zoë Kim</media:credit>';
    expect((await edge.poll(0, "/rss.xml")).text).toContain(credit);
    await edge.putSite(0, SITE.replace("The Wire", "The New Wire"));
    expect((await edge.poll(0, "/rss.xml")).text).toContain(credit);
  });

  it("replace an original that an article was stored with, which is served a week more", async () => {
    const edge = await startEdge();
    await edge.publish(0, "harbour", TEXT, undefined, new Map([["boat.jpg", photograph]]));
    await putSizes(edge);
    await publish(edge, `${TEXT}\nMore words.\n`);
    expect((await edge.poll(0, "/rss.xml")).text).not.toContain(original);
    expect((await edge.poll(0, `/media/${original}`)).status).toBe(200);
    edge.clock.now += 8 * 86_400_000;
    expect((await edge.poll(0, `/media/${original}`)).status).toBe(410);
  });

  it("leave the original out of sight unless site.yaml keeps it", async () => {
    const edge = await startEdge(`${SITE}keep_originals: yes\n`);
    await putSizes(edge);
    await edge.callApi("/api/media", "with token", { method: "PUT", body: photograph.bytes.slice() });
    await publish(edge);
    expect((await edge.poll(0, "/rss.xml")).text).toContain(`<a href="https://wire.example/media/${original}"><img`);
    expect((await edge.poll(0, `/media/${original}`)).status).toBe(200);
    await edge.putSite(0, SITE);
    expect((await edge.poll(0, "/rss.xml")).text).not.toContain(original);
    expect((await edge.poll(0, `/media/${original}`)).status).toBe(410);
  });
});
