import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { identifyAttachment } from "../../src/article/attachments/identify-attachment.ts";
import { measureImage, nameMedium } from "../../src/article/images/measure-image.ts";
import type { ReceivedFile, ReceivedImage } from "../../src/feed/publishing/submission.ts";
import { SECRET, takePhotograph } from "../article/strip-metadata/photographs.ts";
import { drawImage } from "../support/draw-image.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

// Pictures from their upload to the day they are deleted.

const SITE = "title: The Wire\ndomain: wire.example\n";
const DAY = 86_400_000;

const photo = await drawImage("a photograph");
const other = await drawImage("another photograph");
const card = { ...(await drawImage("a card")), key: "card-1" };
const nextCard = { ...(await drawImage("the next card")), key: "card-2" };

async function startEdge(): Promise<SimulatedEdge> {
  const edge = createSimulatedEdge({ hasWorkersCache: true });
  await edge.putSite(0, SITE);
  return edge;
}

function write(body: string, more = ""): string {
  return `---\ntitle: The harbour\nslug: harbour\ndate: 2026-01-01\n${more}---\n\nWords.\n\n${body}\n`;
}

function files<Received extends ReceivedFile>(
  images: Readonly<Record<string, Received>>,
): ReadonlyMap<string, Received> {
  return new Map(Object.entries(images));
}

async function attach(name: string): Promise<ReceivedFile> {
  const bytes = new TextEncoder().encode(`the bytes of ${name}`);
  return { medium: await identifyAttachment(name, bytes), bytes };
}

/** What a reader gets after the minute that caches may take. */
async function statusOf(edge: SimulatedEdge, { medium }: ReceivedFile): Promise<number> {
  edge.clock.now += 60_000;
  return (await edge.poll(0, `/media/${medium.name}`)).status;
}

describe("the life of a picture", () => {
  it("one that an edit removes is gone within a minute, and stays gone when the article is taken back", async () => {
    const edge = await startEdge();
    await edge.publish(0, "harbour", write("![](a.gif)"), undefined, files({ "a.gif": photo }));
    expect(await statusOf(edge, photo)).toBe(200);
    await edge.publish(0, "harbour", write("![](b.gif)"), undefined, files({ "b.gif": other }));
    expect([await statusOf(edge, photo), await statusOf(edge, other)]).toEqual([410, 200]);
    await edge.retract(0, "harbour");
    expect([await statusOf(edge, photo), await statusOf(edge, other)]).toEqual([410, 410]);
    await edge.restore(0, "harbour");
    expect([await statusOf(edge, photo), await statusOf(edge, other)]).toEqual([410, 200]);
  });

  it("one that leaves an embargoed article never becomes public, and nothing says that it was there", async () => {
    const edge = await startEdge();
    const due = "date: 2026-12-24\n";
    const embargoed = (body: string) => write(body).replace("date: 2026-01-01\n", due);
    await edge.publish(0, "harbour", embargoed("![](a.gif)"), undefined, files({ "a.gif": photo }));
    expect(await statusOf(edge, photo)).toBe(404);
    await edge.publish(0, "harbour", embargoed("![](b.gif)"), undefined, files({ "b.gif": other }));
    edge.clock.now = Date.UTC(2026, 11, 24);
    await edge.poll(0, "/rss.xml");
    expect([await statusOf(edge, photo), await statusOf(edge, other)]).toEqual([404, 200]);
  });

  it("one of an embargoed article that was taken back is not released by a changed profile", async () => {
    const edge = await startEdge();
    const text = write("![](a.gif)").replace("date: 2026-01-01\n", "date: 2026-12-24\n");
    await edge.publish(0, "harbour", text, undefined, files({ "a.gif": photo }));
    await edge.retract(0, "harbour");
    await edge.putSite(0, SITE.replace("Wire", "New Wire"));
    edge.clock.now = Date.UTC(2026, 11, 25);
    expect((await edge.poll(0, "/rss.xml")).text).not.toContain("The harbour");
    expect([(await edge.poll(0, "/articles/harbour")).status, await statusOf(edge, photo)]).toEqual([404, 404]);
  });

  it.each(["pdf", "mp3", "c", "geojson"])(
    "a .%s beside the text is public exactly while a public article links to it",
    async (ending) => {
      const edge = await startEdge();
      const document = await attach(`paper.${ending}`);
      const own = files({ [`paper.${ending}`]: document });
      const link = `[the paper](paper.${ending})`;
      const states: number[] = [];
      const embargoed = write(link).replace("date: 2026-01-01\n", "date: 2026-12-24\n");
      for (const text of [
        embargoed,
        write(link, "draft: true\n"),
        write(link),
        write("None."),
        write(`Again: ${link}`),
      ]) {
        await edge.publish(0, "harbour", text, undefined, own);
        states.push(await statusOf(edge, document));
      }
      await edge.retract(0, "harbour");
      states.push(await statusOf(edge, document));
      expect(states).toEqual([404, 404, 200, 410, 200, 410]);
    },
  );

  it("a picture that comes along unused is neither public nor stored", async () => {
    const edge = await startEdge();
    await edge.publish(0, "harbour", write("![](a.gif)"), undefined, files({ "a.gif": photo, "b.gif": other }));
    expect([await statusOf(edge, photo), await statusOf(edge, other)]).toEqual([200, 404]);
    expect([...edge.bucket.objects.keys()]).toEqual([photo.medium.name]);
  });

  it("each picture that a text names by its public address is used, not only the first", async () => {
    const edge = await startEdge();
    for (const { bytes } of [photo, other]) {
      await edge.callApi("/api/media", "with token", { method: "PUT", body: bytes.slice() });
    }
    const relative = `![](/media/${photo.medium.name})`;
    const absolute = `![](${PUBLIC_URL}/media/${other.medium.name})`;
    await edge.publish(0, "harbour", write(`${relative}\n\n${absolute}`));
    expect([await statusOf(edge, photo), await statusOf(edge, other)]).toEqual([200, 200]);
  });

  it("a replaced cover is served a week more while its article is public, then deleted", async () => {
    const edge = await startEdge();
    await edge.publish(0, "harbour", write(""), undefined, files({}), card);
    await edge.publish(0, "harbour", write("More."), undefined, files({}), nextCard);
    expect([await statusOf(edge, card), await statusOf(edge, nextCard)]).toEqual([200, 200]);
    await edge.retract(0, "harbour");
    expect(await statusOf(edge, card)).toBe(410);
    await edge.restore(0, "harbour");
    edge.clock.now += 7 * DAY;
    expect([await statusOf(edge, card), await statusOf(edge, nextCard)]).toEqual([410, 200]);
    await edge.tendMedia();
    expect([...edge.bucket.objects.keys()]).toEqual([nextCard.medium.name]);
  });

  it("what nothing uses is deleted after a week, not before, and what a draft uses never", async () => {
    const edge = await startEdge();
    await edge.publish(0, "harbour", write("![](b.gif)", "draft: true\n"), undefined, files({ "b.gif": other }));
    await edge.callApi("/api/media", "with token", { method: "PUT", body: photo.bytes.slice() });
    edge.clock.now += 7 * DAY - 1;
    await edge.tendMedia();
    expect(edge.bucket.objects.size).toBe(2);
    edge.clock.now += 1;
    await edge.tendMedia();
    expect([...edge.bucket.objects.keys()]).toEqual([other.medium.name]);
  });

  it("an object without a row, left by a publish that was refused, goes after a week; a stranger's never", async () => {
    const edge = await startEdge();
    const uploaded = new Date(edge.clock.now);
    edge.bucket.objects.set(photo.medium.name, { bytes: photo.bytes, uploaded });
    edge.bucket.objects.set("backup.tar", { bytes: photo.bytes, uploaded });
    await edge.tendMedia();
    expect(edge.bucket.objects.size).toBe(2);
    edge.clock.now += 8 * DAY;
    await edge.tendMedia();
    expect([...edge.bucket.objects.keys()]).toEqual(["backup.tar"]);
  });

  it("shared caches keep a picture for a minute, a reader's own for a day", async () => {
    const edge = await startEdge();
    await edge.publish(0, "harbour", write("![](a.gif)"), undefined, files({ "a.gif": photo }));
    const { headers } = await edge.poll(0, `/media/${photo.medium.name}`);
    expect(headers.get("cache-control")).toBe("public, max-age=86400, s-maxage=60");
  });
});

describe("an object that the bucket lost", () => {
  const edition = [0, "harbour", write("![](a.gif)"), undefined, files({ "a.gif": photo })] as const;

  async function isAskedFor(edge: SimulatedEdge): Promise<boolean> {
    const { text } = await edge.callApi("/api/articles", "with token");
    return JSON.parse(text).articles[0].lacksImages;
  }

  it.each([
    ["a reader who asks for it", async (edge: SimulatedEdge) => void (await statusOf(edge, photo))],
    ["the daily comparison", (edge: SimulatedEdge) => edge.tendMedia()],
  ])("%s notices, the manifest says so, and the same edition sent again puts it back", async (_, notice) => {
    const edge = await startEdge();
    await edge.publish(...edition);
    edge.bucket.objects.clear();
    expect(await isAskedFor(edge)).toBe(false);
    await notice(edge);
    expect([await isAskedFor(edge), await statusOf(edge, photo)]).toEqual([true, 404]);
    expect(await edge.publish(...edition)).toBe("unchanged");
    expect([await isAskedFor(edge), await statusOf(edge, photo)]).toEqual([false, 200]);
  });

  it("a cover that another machine draws otherwise replaces the lost one", async () => {
    const edge = await startEdge();
    await edge.publish(0, "harbour", write(""), undefined, files({}), card);
    edge.bucket.objects.clear();
    const redrawn = { ...(await drawImage("the card by other fonts")), key: card.key };
    expect(await edge.publish(0, "harbour", write(""), undefined, files({}), redrawn)).toBe("updated");
    expect(await statusOf(edge, redrawn)).toBe(200);
  });
});

describe("/api/media", () => {
  const put = (edge: SimulatedEdge, query = "") =>
    edge.callApi(`/api/media${query}`, "with token", { method: "PUT", body: photo.bytes.slice() });
  const remove = (edge: SimulatedEdge) =>
    edge.callApi(`/api/media/${photo.medium.name}`, "with token", { method: "DELETE" });

  it("PUT alone is not public, with ?keep it is", async () => {
    const edge = await startEdge();
    await put(edge);
    expect(await statusOf(edge, photo)).toBe(404);
    await put(edge, "?keep");
    expect(await statusOf(edge, photo)).toBe(200);
    edge.clock.now += 30 * DAY;
    await edge.tendMedia();
    expect(await statusOf(edge, photo)).toBe(200);
  });

  it("DELETE of one in use: 409 that names its users; nothing changes", async () => {
    const edge = await startEdge();
    await edge.publish(0, "harbour", write("![](a.gif)"), undefined, files({ "a.gif": photo }));
    await edge.putSite(0, `${SITE}icon: icon.gif\n`, files({ "icon.gif": photo }));
    await edge.retract(0, "harbour");
    const { status, text } = await remove(edge);
    expect([status, JSON.parse(text).type]).toEqual([409, "urn:edgewire:problem:medium-used"]);
    expect(JSON.parse(text).detail).toContain("is used by harbour, site.yaml");
    expect(await statusOf(edge, photo)).toBe(200);
  });

  it("DELETE of one that nothing uses: 204, its object is gone; again: 404", async () => {
    const edge = await startEdge();
    await put(edge, "?keep");
    expect((await remove(edge)).status).toBe(204);
    expect([edge.bucket.objects.size, await statusOf(edge, photo)]).toEqual([0, 404]);
    expect((await remove(edge)).status).toBe(404);
  });

  it("GET ?unused lists what nothing uses, and when it goes", async () => {
    const edge = await startEdge();
    await edge.publish(0, "harbour", write("![](b.gif)"), undefined, files({ "b.gif": other }));
    await put(edge);
    const { text } = await edge.callApi("/api/media?unused", "with token");
    const now = edge.clock.now;
    expect(JSON.parse(text).media).toMatchObject([
      {
        name: photo.medium.name,
        unusedSince: new Date(now).toISOString(),
        collectedAt: new Date(now + 7 * DAY).toISOString(),
      },
    ]);
    const all = JSON.parse((await edge.callApi("/api/media", "with token")).text).media;
    expect(all).toHaveLength(2);
  });
});

/** A photograph as the version before stored it: byte for byte, under the digest of everything in it. */
async function storeAsBefore(kind: "jpeg" | "png" | "webp" | "avif" | "gif"): Promise<ReceivedImage> {
  const bytes = await takePhotograph(kind);
  const measured = measureImage(bytes);
  if (!measured.ok) throw new Error(measured.problem.message);
  const { mediaType, extension, width, height } = measured.value;
  const name = nameMedium(createHash("sha256").update(bytes).digest("hex"), extension);
  return { medium: { name, mediaType, sizeBytes: bytes.length, width, height }, bytes };
}

/** As the migration finds them. */
function markUnclean(edge: SimulatedEdge): void {
  edge.store.query("UPDATE media SET is_clean = 0");
}

async function tendOften(edge: SimulatedEdge): Promise<void> {
  for (let run = 0; run < 6; run += 1) await edge.tendMedia();
}

describe("what was stored with metadata", () => {
  it.each(["jpeg", "png", "webp", "avif", "gif"] as const)(
    "a %s is rewritten under a new name, its article follows, and the old name answers 410",
    async (kind) => {
      const before = await storeAsBefore(kind);
      const edge = await startEdge();
      await edge.publish(0, "harbour", write(`![](a.${kind})`), undefined, files({ [`a.${kind}`]: before }));
      markUnclean(edge);
      expect((await edge.poll(0, `/media/${before.medium.name}`)).text).toContain(SECRET);
      await tendOften(edge);
      expect(await statusOf(edge, before)).toBe(410);
      const { attachments, image } = JSON.parse((await edge.poll(0, "/feed.json")).text).items[0];
      const served = await edge.poll(0, image.replace(PUBLIC_URL, ""));
      expect([served.status, served.text.includes(SECRET)]).toEqual([200, false]);
      expect(attachments[0].size_in_bytes).toBe(Number(served.headers.get("content-length")));
      expect([...edge.bucket.objects.values()].some(({ bytes }) => Buffer.from(bytes).includes(SECRET))).toBe(false);
      const log = edge.store.query<{ kind: string }>("SELECT kind FROM revisions WHERE article_id IS NOT NULL");
      expect(log.map(({ kind: entry }) => entry)).toEqual(["publish", "minor"]);
    },
  );

  it("a file that is no image is left as it is", async () => {
    const edge = await startEdge();
    const document = await attach("paper.pdf");
    await edge.publish(0, "harbour", write("[](paper.pdf)"), undefined, files({ "paper.pdf": document }));
    markUnclean(edge);
    await tendOften(edge);
    expect(await statusOf(edge, document)).toBe(200);
    expect(edge.store.query("SELECT name FROM media WHERE is_clean = 0")).toEqual([]);
  });

  it("the next publish of the same files finds nothing to do", async () => {
    const before = await storeAsBefore("jpeg");
    const edge = await startEdge();
    await edge.publish(0, "harbour", write("![](a.jpg)"), undefined, files({ "a.jpg": before }));
    markUnclean(edge);
    await tendOften(edge);
    const { identifyMedium } = await import("../../src/article/images/measure-image.ts");
    const clean = await identifyMedium(before.bytes);
    if (!clean.ok) throw new Error(clean.problem.message);
    const outcome = await edge.publish(0, "harbour", write("![](a.jpg)"), undefined, files({ "a.jpg": clean.value }));
    expect(outcome).toBe("unchanged");
  });

  it("a text that names the old address is read with the new one from then on", async () => {
    const before = await storeAsBefore("png");
    const edge = await startEdge();
    await edge.publish(
      0,
      "first",
      write("![](a.png)").replaceAll("harbour", "first"),
      undefined,
      files({ "a.png": before }),
    );
    const naming = write(`![](${PUBLIC_URL}/media/${before.medium.name})`);
    await edge.publish(0, "harbour", naming);
    markUnclean(edge);
    await tendOften(edge);
    for (const text of [naming, naming.replace("Words", "Other words")]) {
      await edge.publish(0, "harbour", text);
      const { text: page } = await edge.poll(0, "/articles/harbour");
      const [address = ""] = /\/media\/[0-9a-f]{32}\.png/.exec(page) ?? [];
      expect(address).not.toContain(before.medium.name);
      expect((await edge.poll(0, address)).status).toBe(200);
    }
  });

  it("the profile's icon and default image, and the articles that show it, follow as well", async () => {
    const before = await storeAsBefore("webp");
    const edge = await startEdge();
    const site = `${SITE}icon: icon.webp\ndefault_image: icon.webp\n`;
    await edge.putSite(0, site, files({ "icon.webp": before }));
    await edge.publish(0, "harbour", write(""));
    markUnclean(edge);
    await tendOften(edge);
    const feed = JSON.parse((await edge.poll(0, "/feed.json")).text);
    for (const address of [feed.icon, feed.items[0].image]) {
      const answer = await edge.poll(0, address.replace(PUBLIC_URL, ""));
      expect([answer.status, answer.text.includes(SECRET)]).toEqual([200, false]);
    }
    expect(await statusOf(edge, before)).toBe(410);
  });

  it("a retracted article's picture is clean when the article comes back", async () => {
    const before = await storeAsBefore("jpeg");
    const edge = await startEdge();
    await edge.publish(0, "harbour", write("![](a.jpg)"), undefined, files({ "a.jpg": before }));
    await edge.retract(0, "harbour");
    markUnclean(edge);
    await tendOften(edge);
    const { text: notice } = await edge.poll(0, "/articles/harbour");
    expect(notice).toContain("retracted");
    expect(await edge.restore(0, "harbour")).toBe("restored");
    const { image } = JSON.parse((await edge.poll(0, "/feed.json")).text).items[0];
    const { status, text } = await edge.poll(0, image.replace(PUBLIC_URL, ""));
    expect([status, text.includes(SECRET)]).toEqual([200, false]);
  });

  it("what cannot be read cannot be promised to be clean: it is withheld, and listed", async () => {
    const whole = await storeAsBefore("jpeg");
    const edge = await startEdge();
    await edge.publish(
      0,
      "harbour",
      write("![](a.jpg)"),
      undefined,
      files({ "a.jpg": { ...whole, bytes: whole.bytes.slice(0, 900) } }),
    );
    markUnclean(edge);
    await tendOften(edge);
    expect(await statusOf(edge, whole)).toBe(410);
    const { text } = await edge.callApi("/api/media", "with token");
    expect(JSON.parse(text).media).toMatchObject([{ name: whole.medium.name, withheld: true }]);
  });

  it("one run takes a few at a time, and a run that is cut off loses nothing", async () => {
    const edge = await startEdge();
    for (let number = 0; number < 12; number += 1) {
      const image = await drawImage(`picture ${number}`);
      const slug = `story-${number}`;
      await edge.publish(
        0,
        slug,
        write("![](a.gif)").replaceAll("harbour", slug),
        undefined,
        files({ "a.gif": image }),
      );
    }
    markUnclean(edge);
    const left = () => edge.store.query("SELECT name FROM media WHERE is_clean = 0").length;
    edge.bucket.fault = new Error("The bucket does not answer");
    await expect(edge.tendMedia()).rejects.toThrow("does not answer");
    edge.bucket.fault = undefined;
    expect(left()).toBe(12);
    await edge.tendMedia();
    expect(left()).toBe(9);
    for (let run = 0; run < 3; run += 1) await edge.tendMedia();
    expect(left()).toBe(0);
  });
});
