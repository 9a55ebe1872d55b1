import type { StoredFile } from "../src/article/article.ts";
import type { RemoteRecording } from "../src/article/recordings/find-recordings.ts";
import { UsageError } from "../src/lib/usage-error.ts";
import { type ApiAnswer, describeProblem, type ProblemBody, readAnswer, type UploadAnswer } from "./api/answers.ts";
import { buildArticleForm, buildForm } from "./api/article-form.ts";
import type { CoverCard, CoverStyle } from "./cover/card.ts";
import type { LoadedImage } from "./media-folder.ts";
import type { MadeSize } from "./pictures/make-sizes.ts";
import type { PreparedArticle } from "./prepared-article.ts";
import { createTransport, NODE_PORTS, type TransportPorts } from "./transport.ts";

export interface ManifestLine {
  readonly key: string;
  readonly id: string;
  /** Null for a draft that no reader has seen. */
  readonly slug: string | null;
  /** Milliseconds; undefined: the publication runs a version that does not tell. */
  readonly publishedAt?: number;
  readonly state: string;
  readonly contentHash: string;
  /** When the stored edition was made (milliseconds), if its publisher said so. */
  readonly editionAt?: number | null;
  /** The publication has lost an image of it: it is to be sent again. */
  readonly lacksImages?: boolean;
  /** The writing tool whose edition the folder does not have yet, and the content hash of the edition before. */
  readonly tool?: string | null;
  readonly baseHash?: string | null;
}

/** A feed as the publication has it. */
export interface FeedLine {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly articles: number;
  readonly declared: boolean;
  readonly state: "live" | "moved" | "retired";
  readonly successor?: string;
}

/** One stored picture. Times are ISO 8601. */
export interface MediaLine {
  readonly name: string;
  readonly sizeBytes: number;
  readonly kept: boolean;
  readonly withheld: boolean;
  readonly unusedSince?: string;
  readonly collectedAt?: string;
  readonly lostAt?: string;
}

/** One subscription, as the API tells of it: by its host, never by its callback. */
export interface DeliveryLine {
  readonly id: number;
  readonly topic: string;
  readonly host: string;
  readonly cursor: number;
  readonly headRevision: number;
  readonly attempts: number;
  readonly lastStatus?: string;
  readonly nextTryAt?: string;
  readonly expiresAt: string;
  readonly deadLetters: readonly { readonly revision: number; readonly status: string; readonly at: string }[];
}

type UploadBody = ProblemBody & Pick<UploadAnswer, "state" | "partBytes" | "received">;

interface ListPage extends ProblemBody {
  readonly articles?: readonly ManifestLine[];
  readonly deliveries?: readonly DeliveryLine[];
  readonly media?: readonly MediaLine[];
  readonly feeds?: readonly FeedLine[];
  readonly next?: string;
}

export interface ApiClient {
  /** By {@link nameOf}. */
  listArticles(): Promise<Map<string, ManifestLine>>;
  readSite(): Promise<ApiAnswer>;
  putSite(
    text: string,
    images: ReadonlyMap<string, LoadedImage>,
    editionAt: number,
    condition: Readonly<Record<string, string>>,
  ): Promise<ApiAnswer>;
  putArticle(prepared: PreparedArticle, sending: Sending): Promise<ApiAnswer & { readonly sentBytes: number }>;
  /** Begins an upload, or finds the one that was cut off. */
  beginUpload(file: StoredFile): Promise<UploadAnswer>;
  putUploadPart(name: string, number: number, part: Blob): Promise<ApiAnswer>;
  finishUpload(name: string): Promise<ApiAnswer>;
  /** The page of an article that is not public; undefined where it cannot be shown. */
  previewArticle(prepared: PreparedArticle): Promise<string | undefined>;
  retractArticle(key: string, reason: string): Promise<ApiAnswer>;
  restoreArticle(key: string): Promise<ApiAnswer>;
  moveArticle(from: string, to: string): Promise<ApiAnswer>;
  /** Undefined: the publication runs a version that does not tell. */
  listFeeds(): Promise<readonly FeedLine[] | undefined>;
  /** The keys of the articles in a feed. */
  listFeedKeys(name: string): Promise<readonly string[]>;
  retireFeed(name: string): Promise<ApiAnswer>;
  listDeliveries(): Promise<readonly DeliveryLine[]>;
  /** Of these originals, those whose sizes the store lacks and those that it does not hold; undefined: it knows of no sizes. */
  findPictures(originals: readonly string[]): Promise<PictureQuestion | undefined>;
  /** Stores the sizes of a picture. Returns the number of bytes sent. */
  putPicture(original: string, recipe: number, sizes: readonly MadeSize[]): Promise<number>;
  /** Stores an image by itself. Returns the number of bytes sent. */
  putMedium(bytes: Uint8Array, mediaType: string): Promise<number>;
  listSources(): Promise<readonly SourceLine[]>;
  listMedia(which: "all" | "unused"): Promise<readonly MediaLine[]>;
  /** `id=…`, `host=…`, or nothing for all that were given up. */
  redeliver(query: string): Promise<ApiAnswer>;
  /** Does what the cron would. */
  sweep(): Promise<ApiAnswer>;
}

export interface PictureQuestion {
  readonly lacking: readonly string[];
  readonly notHeld: readonly string[];
}

/** How a source is followed; times are RFC 3339. */
export interface SourceLine {
  readonly name: string;
  readonly from: string;
  readonly published: number;
  readonly pending: number;
  readonly nextAt: string;
  readonly readAt?: string;
  readonly failingSince?: string;
  readonly problem?: string;
  /** Articles with the text of the feed, since that of the page was not to be had. */
  readonly withoutPage?: readonly { readonly key: string; readonly problem?: string }[];
  readonly hub?: { readonly address: string; readonly phase: string };
  readonly webhook: { readonly address: string; readonly secret: string };
}

/** How an article is sent. */
export interface Sending {
  /** As the store spells it, if it has the article. */
  readonly key: string;
  /** The key under which it is stored, if its file was moved. */
  readonly formerKey?: string | undefined;
  /** When this edition was made (milliseconds). */
  readonly editionAt: number;
  readonly minor: boolean;
  /** The stored edition that this one replaces though a writing tool made it. */
  readonly replaces?: string | undefined;
  /** The originals that stay here, since the store has their sizes. */
  readonly sized?: ReadonlySet<string> | undefined;
  /** The measures of its recordings elsewhere, by address. */
  readonly remoteRecordings?: ReadonlyMap<string, RemoteRecording> | undefined;
  /** How its cover is drawn, if it has one. */
  readonly coverStyle: () => CoverStyle;
  /** Its cover takes the place of the stored one, though the article is the same. */
  readonly redrawsCover?: boolean | undefined;
}

/** Speaks to the publishing API at `base`. */
export function createApiClient(base: string, token: string, ports: TransportPorts = NODE_PORTS): ApiClient {
  const send = createTransport(base, token, ports);

  /** Yields every page of a list. */
  async function* listPages(first: string): AsyncGenerator<ListPage> {
    for (let path: string | undefined = first; path !== undefined; ) {
      const { status, body }: { status: number; body: ListPage } = readAnswer<ListPage>(await send(path));
      if (status >= 400) throw new UsageError(`${base} refuses: ${body.title ?? status}. ${body.detail ?? ""}`);
      yield body;
      path = body.next;
    }
  }

  return {
    async listArticles() {
      const articles = new Map<string, ManifestLine>();
      for await (const page of listPages("/api/articles")) {
        for (const article of page.articles ?? []) articles.set(nameOf(article.key), article);
      }
      return articles;
    },
    async listFeeds() {
      const { status, body } = readAnswer<ListPage>(await send("/api/feeds"));
      return status >= 400 ? undefined : body.feeds;
    },
    async listFeedKeys(name) {
      return readAnswer<ProblemBody & { keys?: string[] }>(await send(`/api/feeds/${writeKey(name)}`)).body.keys ?? [];
    },
    async retireFeed(name) {
      return readAnswer(await send(`/api/feeds/${writeKey(name)}`, { method: "DELETE" }));
    },
    async listDeliveries() {
      const deliveries: DeliveryLine[] = [];
      for await (const page of listPages("/api/deliveries")) {
        deliveries.push(...(page.deliveries ?? []));
      }
      return deliveries;
    },
    async listSources() {
      const { body } = await readAnswer(await send("/api/sources", {}));
      return (body as { readonly sources?: readonly SourceLine[] }).sources ?? [];
    },
    async listMedia(which) {
      const media: MediaLine[] = [];
      for await (const page of listPages(which === "unused" ? "/api/media?unused" : "/api/media"))
        media.push(...(page.media ?? []));
      return media;
    },
    async findPictures(originals) {
      const headers = { "Content-Type": "application/json" };
      const body = JSON.stringify({ originals });
      const asked = await send("/api/pictures", { method: "POST", headers, body, sentBytes: body.length });
      const { status, body: answer } = readAnswer<ProblemBody & Partial<PictureQuestion>>(asked);
      const { lacking, notHeld } = answer;
      return status === 200 && lacking !== undefined && notHeld !== undefined ? { lacking, notHeld } : undefined;
    },
    async putPicture(original, recipe, sizes) {
      const form = new FormData();
      for (const { part, bytes } of sizes) form.append(part, new File([new Uint8Array(bytes)], part));
      const sentBytes = sizes.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
      const path = `/api/pictures/${original}?recipe=${recipe}`;
      const answer = readAnswer(await send(path, { method: "PUT", body: form, sentBytes }));
      if (answer.status >= 400) throw new UsageError(`A picture was refused: ${describeProblem(answer)}`);
      return sentBytes;
    },
    async putMedium(bytes, mediaType) {
      const headers = { "Content-Type": mediaType };
      const sentBytes = bytes.byteLength;
      const answer = readAnswer(
        await send("/api/media", { method: "PUT", headers, body: new Uint8Array(bytes), sentBytes }),
      );
      if (answer.status >= 400) throw new UsageError(`A picture was refused: ${describeProblem(answer)}`);
      return sentBytes;
    },
    async redeliver(query) {
      return readAnswer(await send(`/api/deliveries?${query}`, { method: "POST" }));
    },
    async sweep() {
      return readAnswer(await send("/api/deliveries/sweep", { method: "POST" }));
    },
    async readSite() {
      return readAnswer(await send("/api/site"));
    },
    async putSite(text, images, editionAt, condition) {
      const site = { bytes: new TextEncoder().encode(text), type: "application/yaml" };
      const { form, sentBytes } = buildForm("site", site, images);
      const headers = { ...writeEdition(editionAt), ...condition };
      return readAnswer(await send("/api/site", { method: "PUT", headers, body: form, sentBytes }));
    },
    async putArticle(prepared, { key, formerKey, editionAt, minor, replaces, redrawsCover, ...rest }) {
      const { cover } = prepared;
      const drawn = cover && { name: `${cover.key}.png`, bytes: await draw(cover.card, rest.coverStyle()) };
      const { form, sentBytes } = buildArticleForm(prepared, {
        cover: drawn,
        sized: rest.sized,
        remote: rest.remoteRecordings,
      });
      const from = formerKey === undefined ? [] : [`from=${encodeURIComponent(formerKey)}`];
      const flags = [...(minor ? ["minor"] : []), ...(redrawsCover === true ? ["redraw"] : [])];
      const query = [...flags, ...from].join("&");
      const path = `/api/articles/${writeKey(key)}${query === "" ? "" : `?${query}`}`;
      const condition = replaces === undefined ? {} : { "If-Match": `"${replaces}"` };
      const headers = { ...writeEdition(editionAt), ...condition };
      const answer = await send(path, { method: "PUT", headers, body: form, sentBytes });
      return { ...readAnswer(answer), sentBytes };
    },
    async beginUpload({ name, sizeBytes, measures }) {
      const body = JSON.stringify({ name, sizeBytes, measures });
      const headers = { "Content-Type": "application/json" };
      const answer = readAnswer<UploadBody>(await send("/api/uploads", { method: "POST", headers, body }));
      const { state, partBytes, received, ...rest } = answer.body;
      return { ...answer, body: rest, state, partBytes, received };
    },
    async putUploadPart(name, number, part) {
      const headers = { "Content-Type": "application/octet-stream" };
      const path = `/api/uploads/${name}/${number}`;
      return readAnswer(await send(path, { method: "PUT", headers, body: part, sentBytes: part.size }));
    },
    async finishUpload(name) {
      return readAnswer(await send(`/api/uploads/${name}`, { method: "POST" }));
    },
    async previewArticle(prepared) {
      const { form, sentBytes } = buildArticleForm(prepared);
      const path = `/api/preview/${writeKey(prepared.file.key)}`;
      const { status, text } = await send(path, { method: "POST", body: form, sentBytes });
      return status === 200 ? text : undefined;
    },
    async retractArticle(key, reason) {
      const path = `/api/articles/${writeKey(key)}?reason=${encodeURIComponent(reason)}`;
      return readAnswer(await send(path, { method: "DELETE" }));
    },
    async moveArticle(from, to) {
      const path = `/api/moves/${writeKey(from)}?to=${encodeURIComponent(to)}`;
      return readAnswer(await send(path, { method: "POST" }));
    },
    async restoreArticle(key) {
      return readAnswer(await send(`/api/restorations/${writeKey(key)}`, { method: "POST" }));
    },
  };
}

/** Normalizes an article's key to NFC, so that file names in NFC and NFD are one article. */
export function nameOf(key: string): string {
  return key.normalize("NFC");
}

function writeEdition(editionAt: number): Record<string, string> {
  return { "Edgewire-Edition": new Date(editionAt).toISOString() };
}

async function draw(card: CoverCard, style: CoverStyle): Promise<Uint8Array> {
  const { drawCover } = await import("./cover/card.ts");
  return drawCover(card, style);
}

function writeKey(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}
