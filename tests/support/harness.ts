import { readFileSync } from "node:fs";
import { request } from "node:http";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { createTestHarness } from "wrangler";

// The real workers, as wrangler builds them from their .toml files, in workerd with real D1, R2 and Cache API.

const ROOT = resolve(import.meta.dirname, "../..");
const TOKEN = "token-for-tests";

/** What wrangler.toml says: every absolute address in an answer begins with it, wherever the harness listens. */
export const PUBLIC_URL = "http://localhost:8787";

/** The publication's first article, byte for byte. */
export const FIRST_KEY = "2023-06-12-kim-jong-un-pledges-cooperation-with-russia";
export const FIRST_ARTICLE = readFileSync(resolve(ROOT, `articles/${FIRST_KEY}.txt`), "utf8");
export const SITE = readFileSync(resolve(ROOT, "articles/site.yaml"), "utf8");

export function readImage(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(resolve(ROOT, "tests/fixtures/images", name)));
}

/** An answer as it came over the wire: nothing followed, nothing decoded. */
export interface Answer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** The body as text, decompressed. */
  readonly text: string;
}

export interface Poll {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Finding {
  readonly severity: string;
  readonly reason: string;
  readonly line?: number;
  readonly message: string;
}

/** The API's JSON, success or problem: a test names the members it expects. */
export interface ApiBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly findings: readonly Finding[];
  readonly outcome: string;
  readonly remaining: boolean;
  readonly heldBack: readonly { readonly key: string; readonly message: string }[];
  readonly id: string;
  readonly slug: string;
  readonly url: string;
  readonly path: string;
  readonly state: string;
  readonly revision: number;
  readonly published: string;
  readonly updated: string;
  readonly contentHash: string;
  readonly feeds: readonly string[];
  readonly media: Readonly<Record<string, string>>;
  readonly source: string;
  readonly next: string | undefined;
  readonly articles: readonly ManifestLine[];
}

export interface ManifestLine {
  readonly key: string;
  readonly slug: string;
  readonly state: string;
  readonly revision: number;
  readonly contentHash: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ApiBody;
}

export interface FormParts {
  readonly text: string | Uint8Array<ArrayBuffer>;
  readonly type?: string;
  readonly images?: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  readonly cover?: Uint8Array<ArrayBuffer>;
}

export interface JsonFeedItem {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly content_html: string;
  readonly date_published: string;
  readonly date_modified: string;
  readonly image?: string;
  readonly tags?: readonly string[];
  readonly attachments?: readonly {
    readonly url: string;
    readonly mime_type: string;
    readonly size_in_bytes: number;
  }[];
}

export interface TestWorker {
  readonly url: URL;
  readonly token: string;
  /** Sends just what is given: the path untouched, no header added but Host. */
  poll(path: string, poll?: Poll): Promise<Answer>;
  /** The entries of a feed; `base` as `/` or `/categories/russia/`. */
  listItems(base: string): Promise<readonly JsonFeedItem[]>;
  api(method: string, path: string, init?: RequestInit): Promise<ApiAnswer>;
  putSite(yaml: string): Promise<ApiAnswer>;
  putArticle(key: string, text: BodyInit, headers?: Readonly<Record<string, string>>): Promise<ApiAnswer>;
  putForm(key: string, parts: FormParts): Promise<ApiAnswer>;
  listManifest(): Promise<readonly ManifestLine[]>;
  query<Row>(sql: string): Promise<Row[]>;
  openDatabase(): Promise<D1Database>;
  /** POSTs a form to the hub, as subscribers do. */
  postToHub(form: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string }>;
  runSchedule(): Promise<void>;
  /** The cron of the publishers' worker. */
  runSweep(): Promise<void>;
  close(): Promise<void>;
}

/** Subscribers on loopback, and as many as a test likes. */
const OPEN_HUB = { HUB_PRIVATE_CALLBACKS: "127.0.0.0/8", HUB_VERIFICATIONS_PER_MINUTE: "1000" };

/** Starts one worker with an empty, migrated store. Its storage goes with it. */
export async function startWorker(
  publisherVars: Readonly<Record<string, string>> = {},
  vars: Readonly<Record<string, string>> = {},
): Promise<TestWorker> {
  const harness = createTestHarness({
    root: ROOT,
    workers: [
      { configPath: "wrangler.toml", vars: { PUBLIC_URL, ...vars }, secrets: { PUBLISH_TOKEN: TOKEN } },
      { configPath: "wrangler.publisher.toml", vars: { ...OPEN_HUB, ...publisherVars } },
    ],
  });
  const { url } = await harness.listen();
  const worker = harness.getWorker<{ DB: D1Database }>();
  await worker.applyD1Migrations("DB");

  const poll: TestWorker["poll"] = (path, init) => send(url, path, init);

  const api: TestWorker["api"] = async (method, path, init = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has("authorization")) headers.set("authorization", `Bearer ${TOKEN}`);
    const response = await fetch(new URL(path, url), { ...init, method, headers });
    const text = await response.text();
    const isJson = text === "" || response.headers.get("content-type")?.includes("json");
    if (!isJson) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return { status: response.status, headers: response.headers, body: JSON.parse(text || "{}") as ApiBody };
  };

  return {
    url,
    token: TOKEN,
    poll,
    api,
    async listItems(base) {
      const { text, status } = await poll(`${base}feed.json`);
      if (status !== 200) throw new Error(`${base}feed.json answered ${status}`);
      return (JSON.parse(text) as { items: JsonFeedItem[] }).items;
    },
    putSite: (yaml) => api("PUT", "/api/site", { body: yaml }),
    putArticle: (key, text, headers = {}) =>
      api("PUT", `/api/articles/${key}`, { body: text, headers: { "content-type": "text/markdown", ...headers } }),
    putForm: (key, parts) => api("PUT", `/api/articles/${key}`, { body: buildForm(parts) }),
    async listManifest() {
      return (await api("GET", "/api/articles")).body.articles;
    },
    async query<Row>(sql: string) {
      const { DB } = await worker.getEnv();
      return (await DB.prepare(sql).all<Row>()).results;
    },
    openDatabase: async () => (await worker.getEnv()).DB,
    async runSchedule() {
      await worker.scheduled({ cron: "*/5 * * * *" });
    },
    async postToHub(form) {
      const response = await fetch(new URL("/hub", url), { method: "POST", body: new URLSearchParams(form) });
      return { status: response.status, text: await response.text() };
    },
    async runSweep() {
      await harness.getWorker("edgewire-publisher").scheduled({ cron: "* * * * *" });
    },
    close: () => harness.close(),
  };
}

function buildForm({ text, type = "text/markdown", images = {}, cover }: FormParts): FormData {
  const form = new FormData();
  form.append("article", new File([text], "article", { type }));
  for (const [path, bytes] of Object.entries(images)) form.append("image", new File([bytes], path));
  if (cover !== undefined) form.append("cover", new File([cover], "0123456789abcdef.png"));
  return form;
}

function send(url: URL, path: string, { method = "GET", headers = {} }: Poll = {}): Promise<Answer> {
  const { promise, resolve: finish, reject } = Promise.withResolvers<Answer>();
  const asked = request({ host: url.hostname, port: url.port, path, method, headers }, (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("error", reject);
    response.on("end", () => {
      const bytes = Buffer.concat(chunks);
      const plain = response.headers["content-encoding"] === "gzip" && bytes.length > 0 ? gunzipSync(bytes) : bytes;
      const received = response.headers as Record<string, string>;
      finish({ status: response.statusCode ?? 0, headers: received, bytes, text: plain.toString() });
    });
  });
  asked.on("error", reject);
  asked.end();
  return promise;
}

/** A Markdown article of the fewest words. */
export function writeMarkdown(fields: Readonly<Record<string, string>>, body = "Some text that stands here."): string {
  const lines = Object.entries({ date: "2024-03-01", ...fields }).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join("\n")}\n---\n\n${body}\n`;
}
