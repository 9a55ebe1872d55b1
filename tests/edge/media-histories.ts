import fc from "fast-check";
import { expect } from "vitest";
import { identifyAttachment } from "../../src/article/attachments/identify-attachment.ts";
import { nameSize } from "../../src/article/images/picture-sizes.ts";
import type { ReceivedFile, ReceivedImage } from "../../src/feed/publishing/submission.ts";
import { drawImage } from "../support/draw-image.ts";
import { createSimulatedEdge, type SimulatedEdge } from "../support/simulated-edge.ts";

// Lives histories of pictures at the simulated edge, and keeps a book of its own about which of them readers may have.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;
const KEYS = 3;
const PICTURES = 5;
const ISOLATES = 2;

const images = await Promise.all(Array.from({ length: PICTURES }, (_, index) => drawImage(`picture ${index}`)));
const pdf = new TextEncoder().encode("%PDF-1.4");
/** A picture that the publisher's command makes sizes of: its file, and the three sizes that are sent in its place. */
const original = await drawImage("original");
const [main, set, thumbnail] = await Promise.all(["main", "set", "thumbnail"].map(drawImage));
const sizes = { main, set, thumbnail };
const pictureKey = { original: original.medium.name, recipe: 1 };
const sizeNames = await Promise.all(
  (["main", "set", "thumbnail"] as const).map((part) =>
    nameSize(pictureKey, part, { width: original.medium.width, extension: "gif" }),
  ),
);
/** Readers have it under the name of its main size. */
const sized = { bytes: original.bytes, medium: { ...original.medium, name: sizeNames[0] ?? "" } };

/** The last but one is no picture: texts link to it. */
const media: readonly ReceivedFile[] = [
  ...images,
  { medium: await identifyAttachment("paper.pdf", pdf), bytes: pdf },
  sized,
];
const SIZED = PICTURES + 1;

type Step =
  | {
      readonly do: "publish";
      readonly key: number;
      /** Pictures that the text shows: files beside it, and one by its public address. */
      readonly shown: readonly number[];
      readonly named: number | undefined;
      /** One that comes along although the text shows it nowhere. */
      readonly extra: number | undefined;
      readonly cover: number | undefined;
      readonly isTextAlone: boolean;
      readonly isDraft: boolean;
      readonly dueIn: number | undefined;
      readonly expiresIn: number | undefined;
    }
  | { readonly do: "retract" | "restore"; readonly key: number }
  | { readonly do: "put"; readonly picture: number; readonly keep: boolean }
  | { readonly do: "delete"; readonly picture: number }
  | { readonly do: "profile"; readonly icon: number | undefined }
  | { readonly do: "wait"; readonly hours: number }
  | { readonly do: "tend" };

const key = fc.nat({ max: KEYS - 1 });
const picture = fc.nat({ max: PICTURES - 1 });
const file = fc.nat({ max: SIZED });
const seldom = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });

const publish: fc.Arbitrary<Step> = fc.record({
  do: fc.constant("publish" as const),
  key,
  shown: fc.uniqueArray(file, { maxLength: 2 }),
  named: seldom(file),
  extra: seldom(file),
  cover: fc.option(picture, { nil: undefined, freq: 3 }),
  isTextAlone: fc.boolean(),
  isDraft: fc.nat({ max: 5 }).map((number) => number === 0),
  dueIn: seldom(fc.constantFrom(HOUR, DAY, 3 * DAY)),
  expiresIn: seldom(fc.constantFrom(2 * HOUR, 2 * DAY, 8 * DAY)),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: publish, weight: 6 },
  { arbitrary: fc.record({ do: fc.constantFrom("retract" as const, "restore" as const), key }), weight: 3 },
  { arbitrary: fc.record({ do: fc.constant("put" as const), picture, keep: fc.boolean() }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("delete" as const), picture: file }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("profile" as const), icon: seldom(picture) }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.constantFrom(1, 23, 72, 168) }), weight: 3 },
  { arbitrary: fc.constant({ do: "tend" } as const), weight: 2 },
);

/** A text that names a file which never came: it is stored, and uses nothing. */
export const draftWithoutItsPicture: Step[] = [
  {
    do: "publish",
    key: 0,
    shown: [0],
    named: undefined,
    extra: undefined,
    cover: undefined,
    isTextAlone: true,
    isDraft: true,
    dueIn: undefined,
    expiresIn: undefined,
  },
];

const heldDraft = {
  do: "publish",
  key: 1,
  named: undefined,
  extra: undefined,
  isDraft: true,
  dueIn: undefined,
  expiresIn: undefined,
} as const;

/** A cover with the bytes of a file that the text no longer shows: the file is not beside the next text. */
export const coverLikeAFile: Step[] = [
  { ...heldDraft, shown: [4], cover: undefined, isTextAlone: false },
  { ...heldDraft, shown: [], cover: 4, isTextAlone: true },
  { ...heldDraft, shown: [4], cover: undefined, isTextAlone: true },
];

export const mediaHistories = fc.array(step, { minLength: 1, maxLength: 12, size: "max" });

/** One article as its publisher and the calendar have it. */
interface Entry {
  readonly isHeld: boolean;
  readonly isRetracted: boolean;
  readonly dueAt: number;
  readonly expiresAt: number;
  readonly pictures: ReadonlySet<number>;
  /** Those of its pictures that are files beside its text: a text that comes alone can show them again. */
  readonly files: readonly number[];
  readonly cover: number | undefined;
}

interface Book {
  readonly edge: SimulatedEdge;
  readonly entries: Map<number, Entry>;
  /** By article and picture: until when a replaced cover is served. */
  readonly replaced: Map<number, Map<number, number>>;
  readonly kept: Set<number>;
  icon: number | undefined;
}

export async function liveWithMedia(steps: readonly Step[]): Promise<void> {
  const edge = createSimulatedEdge({ isolates: ISOLATES, colos: ISOLATES, hasWorkersCache: true });
  await edge.putSite(0, "title: The Wire\ndomain: wire.example\n");
  const book: Book = { edge, entries: new Map(), replaced: new Map(), kept: new Set(), icon: undefined };
  for (const [index, one] of steps.entries()) {
    await runStep(one, book);
    edge.clock.now += MINUTE;
    // The cron announces what is due each minute, as a poll does.
    await edge.poll(0, "/rss.xml");
    expect(await listServed(edge), `after step ${index + 1}: ${JSON.stringify(one)}`).toEqual(listPublic(book));
  }
  for (const days of [8, 2]) {
    edge.clock.now += days * DAY;
    await edge.poll(0, "/rss.xml");
    await edge.tendMedia();
  }
  expect(listHeld(edge), "what the bucket holds in the end").toEqual(listUsed(book));
}

function imageOf(number: number): ReceivedImage {
  const image = images[number];
  if (image === undefined) throw new Error(`There is no picture ${number}`);
  return image;
}

function fileOf(number: number): ReceivedFile {
  return media[number] ?? imageOf(number);
}

function isPicture(number: number): boolean {
  return number !== PICTURES;
}

function pathOf(number: number): string {
  return isPicture(number) ? `${number}.gif` : "paper.pdf";
}

function writeUse(number: number, address: string): string {
  return `${isPicture(number) ? "!" : ""}[A file](${address})\n`;
}

/** As the command does it before it sends an article. */
async function sendSizes(edge: SimulatedEdge): Promise<void> {
  const body = new FormData();
  for (const [part, image] of Object.entries(sizes)) {
    if (image !== undefined) body.append(part, new File([image.bytes.slice()], part));
  }
  const path = `/api/pictures/${original.medium.name}?recipe=1`;
  expect((await edge.callApi(path, "with token", { method: "PUT", body })).status).toBeLessThan(300);
}

async function listServed(edge: SimulatedEdge): Promise<number[]> {
  const served: number[] = [];
  expect((await edge.poll(0, `/media/${original.medium.name}`)).status).toBe(404);
  for (const [number, { medium }] of media.entries()) {
    const answers = [];
    // A picture's sizes are public together.
    for (const name of number === SIZED ? sizeNames : [medium.name]) {
      for (let isolate = 0; isolate < ISOLATES; isolate += 1) {
        answers.push((await edge.poll(isolate, `/media/${name}`)).status);
      }
    }
    if (new Set(answers).size > 1) throw new Error(`Two places answer ${answers} for picture ${number}`);
    if (answers[0] === 200) served.push(number);
  }
  return served;
}

function listHeld({ bucket }: SimulatedEdge): number[] {
  const held = [...bucket.objects.keys()].map((name) =>
    sizeNames.includes(name) ? SIZED : media.findIndex(({ medium }) => medium.name === name),
  );
  return [...new Set(held)].sort();
}

function isPublic({ isHeld, isRetracted, dueAt, expiresAt }: Entry, now: number): boolean {
  return !isHeld && !isRetracted && dueAt <= now && now < expiresAt;
}

function picturesOf({ pictures, cover }: Entry): number[] {
  return [...pictures, ...(cover === undefined ? [] : [cover])];
}

/** The sentence of the design: public exactly while a public article or the profile uses it, or it is kept. */
function listPublic({ edge, entries, replaced, kept, icon }: Book): number[] {
  const { now } = edge.clock;
  const shown = new Set([...kept, ...(icon === undefined ? [] : [icon])]);
  for (const [key, entry] of entries) {
    if (!isPublic(entry, now)) continue;
    for (const number of picturesOf(entry)) shown.add(number);
    for (const [number, until] of replaced.get(key) ?? []) if (now < until) shown.add(number);
  }
  return [...shown].sort();
}

function listUsed({ entries, kept, icon }: Book): number[] {
  const all = [...entries.values()].flatMap(picturesOf);
  return [...new Set([...all, ...kept, ...(icon === undefined ? [] : [icon])])].sort();
}

async function runStep(step: Step, book: Book): Promise<void> {
  const { edge, entries } = book;
  switch (step.do) {
    case "publish":
      return publishOne(step, book);
    case "retract":
      return retractOne(step.key, book);
    case "restore": {
      const entry = entries.get(step.key);
      const outcome = await edge.restore(0, `article-${step.key}`);
      if (entry !== undefined && outcome === "restored") entries.set(step.key, { ...entry, isRetracted: false });
      return;
    }
    case "put": {
      const body = imageOf(step.picture).bytes.slice();
      const answer = await edge.callApi(`/api/media${step.keep ? "?keep" : ""}`, "with token", { method: "PUT", body });
      expect(answer.status, answer.text).toBe(201);
      if (step.keep) book.kept.add(step.picture);
      return;
    }
    case "delete":
      return deleteOne(step.picture, book);
    case "profile":
      return putProfile(step.icon, book);
    case "wait":
      edge.clock.now += step.hours * HOUR;
      return;
    case "tend":
      return edge.tendMedia();
  }
}

async function retractOne(key: number, { edge, entries }: Book): Promise<void> {
  const entry = entries.get(key);
  await edge.retract(0, `article-${key}`);
  if (entry === undefined || entry.isRetracted) return;
  // An article that no one has seen is hidden instead.
  const wasSeen = !entry.isHeld && entry.dueAt <= edge.clock.now;
  entries.set(key, { ...entry, ...(wasSeen ? { isRetracted: true } : { isHeld: true }) });
}

async function putProfile(icon: number | undefined, book: Book): Promise<void> {
  const files = icon === undefined ? [] : [["icon.gif", imageOf(icon)] as const];
  const line = icon === undefined ? "" : "icon: icon.gif\n";
  await book.edge.putSite(0, `title: The Wire\ndomain: wire.example\n${line}`, new Map(files));
  book.icon = icon;
}

async function deleteOne(number: number, book: Book): Promise<void> {
  const { name } = fileOf(number).medium;
  const isUsed = listUsed({ ...book, kept: new Set() }).includes(number);
  const isThere = book.edge.store.query("SELECT name FROM media WHERE name = ?1", name).length > 0;
  const { status } = await book.edge.callApi(`/api/media/${name}`, "with token", { method: "DELETE" });
  expect(status).toBe(isUsed ? 409 : isThere ? 204 : 404);
  if (isUsed) return;
  book.kept.delete(number);
  for (const covers of book.replaced.values()) covers.delete(number);
}

type Publishing = Extract<Step, { do: "publish" }>;

async function publishOne(step: Publishing, book: Book): Promise<void> {
  const { edge, entries } = book;
  const { key, shown, isTextAlone } = step;
  const sent = [...shown, ...(step.extra === undefined ? [] : [step.extra])];
  const entry = foresee(step, sent, book);
  if (sent.includes(SIZED)) await sendSizes(edge);
  const files = new Map(sent.map((number) => [pathOf(number), number === SIZED ? original : fileOf(number)]));
  const drawn = entry.drawn === undefined ? undefined : { ...imageOf(entry.drawn), key: `cover-${entry.drawn}` };
  const markdown = writeArticle({ ...step, named: entry.named }, entry);
  const outcome = await edge.publish(0, `article-${key}`, markdown, undefined, isTextAlone ? undefined : files, drawn);
  if (outcome !== "created" && outcome !== "updated") return;
  noteReplaced(key, entry, book);
  entries.set(key, entry);
}

/** What the article will be, if it is taken; and the cover that comes along. */
function foresee(step: Publishing, sent: readonly number[], { edge, entries }: Book) {
  const { key, shown, isTextAlone, isDraft, dueIn, expiresIn } = step;
  const beside = isTextAlone ? (entries.get(key)?.files ?? []) : sent;
  // No card is drawn that looks like a photograph of the same article.
  const drawn = step.cover !== undefined && [...sent, step.named].includes(step.cover) ? undefined : step.cover;
  const isNamed = step.named !== undefined && isKnown(step.named, isTextAlone ? [] : sent, edge);
  const named = isNamed ? step.named : undefined;
  const second = Math.floor(edge.clock.now / 1000) * 1000;
  const dueAt = dueIn === undefined ? Date.UTC(2026, 0, 1) : second + dueIn;
  const expiresAt = expiresIn === undefined ? Number.POSITIVE_INFINITY : Math.max(dueAt, second) + expiresIn;
  // A file that is missing is a warning: the article goes out without it.
  const pictures = new Set([
    ...shown.filter((number) => beside.includes(number)),
    ...(named === undefined ? [] : [named]),
  ]);
  const files = beside.filter((number) => pictures.has(number));
  // A cover stands for a photograph that is not there.
  const cover = [...pictures].some(isPicture) ? undefined : drawn;
  return { isHeld: isDraft, isRetracted: false, dueAt, expiresAt, pictures, files, cover, drawn, named };
}

/** By its address a text can show what was stored before, and what comes along. */
function isKnown(number: number, sent: readonly number[], { store }: SimulatedEdge): boolean {
  if (sent.includes(number)) return true;
  return store.query("SELECT name FROM media WHERE name = ?1", fileOf(number).medium.name).length > 0;
}

function noteReplaced(key: number, next: Entry, { edge, entries, replaced }: Book): void {
  const { now } = edge.clock;
  const before = entries.get(key);
  const isSeen = before !== undefined && isPublic(before, now) && isPublic(next, now);
  if (!isSeen || before.cover === undefined || picturesOf(next).includes(before.cover)) return;
  const covers = replaced.get(key) ?? new Map<number, number>();
  replaced.set(key, covers.set(before.cover, now + 7 * DAY));
}

function writeArticle({ key, shown, named, isDraft }: Publishing, { dueAt, expiresAt }: Entry): string {
  const expires = Number.isFinite(expiresAt) ? `expires: ${new Date(expiresAt).toISOString()}\n` : "";
  const files = shown.map((number) => writeUse(number, pathOf(number)));
  const address = named === undefined ? "" : writeUse(named, `/media/${fileOf(named).medium.name}`);
  return `---
title: Article ${key}
slug: article-${key}
date: ${new Date(dueAt).toISOString()}
${isDraft ? "draft: true\n" : ""}${expires}---

Some words.

${files.join("\n")}
${address}`;
}
