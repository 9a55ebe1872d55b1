import { mediaTypeOfKind } from "../src/article/article-kinds.ts";
import { describeCause } from "../src/lib/describe-cause.ts";
import { UsageError } from "../src/lib/usage-error.ts";
import type { CoverCard } from "./cover/card.ts";
import type { LoadedImage } from "./media-folder.ts";
import type { PreparedArticle } from "./prepared-article.ts";
import { printable } from "./printable.ts";

export interface ManifestLine {
  readonly key: string;
  readonly slug: string;
  readonly state: string;
  readonly contentHash: string;
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

export interface ApiAnswer {
  readonly status: number;
  readonly body: ProblemBody & {
    readonly outcome?: string;
    readonly remaining?: boolean;
    readonly heldBack?: readonly { readonly key: string; readonly message: string }[];
    readonly slug?: string;
    readonly state?: string;
    readonly redelivered?: number;
  };
}

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly findings?: readonly {
    readonly severity: string;
    readonly reason?: string;
    readonly line?: number;
    readonly message: string;
  }[];
}

interface ListPage extends ProblemBody {
  readonly articles?: readonly ManifestLine[];
  readonly deliveries?: readonly DeliveryLine[];
  readonly next?: string;
}

export interface ApiClient {
  /** By key. */
  listArticles(): Promise<Map<string, ManifestLine>>;
  putSite(text: string, images: ReadonlyMap<string, LoadedImage>): Promise<ApiAnswer>;
  putArticle(prepared: PreparedArticle, minor: boolean): Promise<ApiAnswer & { readonly sentBytes: number }>;
  retractArticle(key: string, reason: string): Promise<ApiAnswer>;
  restoreArticle(key: string): Promise<ApiAnswer>;
  listDeliveries(): Promise<readonly DeliveryLine[]>;
  /** `id=…`, `host=…`, or nothing for all that were given up. */
  redeliver(query: string): Promise<ApiAnswer>;
  /** Does what the cron would. */
  sweep(): Promise<ApiAnswer>;
}

const ATTEMPTS = 4;

/** Speaks to the publishing API at `base`; tries again what failed for a passing reason. */
export function createApiClient(base: string, token: string): ApiClient {
  async function send(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string> | undefined), Authorization: `Bearer ${token}` };
    for (let attempt = 1; ; attempt += 1) {
      const response = await fetch(base + path, { ...init, headers }).catch((error: unknown) => error);
      const isPassing = !(response instanceof Response) || response.status >= 500 || isRace(response);
      if (response instanceof Response && (!isPassing || attempt === ATTEMPTS)) return response;
      if (attempt === ATTEMPTS) throw new UsageError(describeSilence(base, response));
      await new Promise((resolve) => setTimeout(resolve, 100 * 4 ** attempt * (0.5 + Math.random())));
    }
  }

  /** Every page of a list, from the first. */
  async function* listPages(first: string): AsyncGenerator<ListPage> {
    for (let path: string | undefined = first; path !== undefined; ) {
      const response = await send(path, {});
      const page = (await response.json()) as ListPage;
      if (!response.ok) throw new UsageError(`${base} refuses: ${page.title ?? response.status}. ${page.detail ?? ""}`);
      yield page;
      path = page.next;
    }
  }

  return {
    async listArticles() {
      const articles = new Map<string, ManifestLine>();
      for await (const page of listPages("/api/articles")) {
        for (const article of page.articles ?? []) articles.set(article.key, article);
      }
      return articles;
    },
    async listDeliveries() {
      const deliveries: DeliveryLine[] = [];
      for await (const page of listPages("/api/deliveries")) {
        deliveries.push(...(page.deliveries ?? []));
      }
      return deliveries;
    },
    async redeliver(query) {
      return readAnswer(await send(`/api/deliveries?${query}`, { method: "POST" }));
    },
    async sweep() {
      return readAnswer(await send("/api/deliveries/sweep", { method: "POST" }));
    },
    async putSite(text, images) {
      const { form } = buildForm("site", { bytes: new TextEncoder().encode(text), type: "application/yaml" }, images);
      return readAnswer(await send("/api/site", { method: "PUT", body: form }));
    },
    async putArticle(prepared, minor) {
      const { file, cover } = prepared;
      const article = { bytes: file.body, type: mediaTypeOfKind(file.kind) };
      const drawn = cover && { name: `${cover.key}.png`, bytes: await draw(cover.card) };
      const { form, sentBytes } = buildForm("article", article, file.media.used, drawn);
      for (const [path, { bytes, medium }] of file.attachments.used) {
        form.append("file", new File([new Uint8Array(bytes)], path, { type: medium.mediaType }));
      }
      if (prepared.links.size > 0) form.append("links", JSON.stringify(Object.fromEntries(prepared.links)));
      const path = `/api/articles/${writeKey(file.key)}${minor ? "?minor" : ""}`;
      const response = await send(path, { method: "PUT", body: form });
      return { ...(await readAnswer(response)), sentBytes };
    },
    async retractArticle(key, reason) {
      const path = `/api/articles/${writeKey(key)}?reason=${encodeURIComponent(reason)}`;
      return readAnswer(await send(path, { method: "DELETE" }));
    },
    async restoreArticle(key) {
      return readAnswer(await send(`/api/restorations/${writeKey(key)}`, { method: "POST" }));
    },
  };
}

/** Another writer came first, which passes, and the server says when; a slug that is taken stays taken. */
function isRace({ status, headers }: Response): boolean {
  return status === 409 && headers.has("retry-after");
}

async function draw(card: CoverCard): Promise<Uint8Array> {
  const { drawCover } = await import("./cover/card.ts");
  return drawCover(card);
}

function writeKey(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

async function readAnswer(response: Response): Promise<ApiAnswer> {
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as ApiAnswer["body"] };
  } catch {
    return { status: response.status, body: { title: text.slice(0, 200) } };
  }
}

/** What the API refused, in one line. */
export function describeProblem({ status, body }: ApiAnswer): string {
  const findings = (body.findings ?? []).filter(({ severity }) => severity === "error").map(({ message }) => message);
  const details = findings.length > 0 ? findings : [body.detail ?? ""];
  return printable([`${status} ${body.title ?? ""}`, ...details].filter(Boolean).join(": "));
}

/** The form of a PUT: the text as its first part, then its images by their paths, then its cover. */
function buildForm(
  part: "site" | "article",
  text: { readonly bytes: Uint8Array; readonly type: string },
  images: ReadonlyMap<string, LoadedImage>,
  cover?: { readonly name: string; readonly bytes: Uint8Array },
): { form: FormData; sentBytes: number } {
  const form = new FormData();
  let sentBytes = 0;
  const add = (name: string, bytes: Uint8Array, type: string, fileName: string) => {
    form.append(name, new File([new Uint8Array(bytes)], fileName, { type }));
    sentBytes += bytes.byteLength;
  };
  add(part, text.bytes, text.type, part);
  for (const [path, { bytes, medium }] of images) add("image", bytes, medium.mediaType, path);
  if (cover !== undefined) add("cover", cover.bytes, "image/png", cover.name);
  return { form, sentBytes };
}

/** Most often nothing is started, or a port was chosen and --to forgotten. */
function describeSilence(base: string, error: unknown): string {
  const ways = '"npm start" serves one on this machine, --to names another';
  return `Cannot reach ${base}: ${describeCause(error)}; wanted a running publication: ${ways}`;
}
