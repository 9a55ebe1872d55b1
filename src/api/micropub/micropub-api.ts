import { type Context, Hono, type Next } from "hono";
import type { ArticleRecord } from "../../article/article-record.ts";
import { identifyMedium } from "../../article/images/measure-image.ts";
import { MAX_IMAGE_BYTES, MAX_REQUEST_BYTES } from "../../article/limits.ts";
import { MICROPUB_PATH } from "../../feed/connection-paths.ts";
import type { StoredArticle } from "../../feed/publishing/publication-store.ts";
import { restoreArticle, retractArticle } from "../../feed/publishing/retract-article.ts";
import { readBearer } from "../../http/authorization.ts";
import { mediaTypeOf } from "../../lib/media-type.ts";
import { readBodyToEnd } from "../../lib/read-body.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import type { PublishingEnv } from "../publishing-inputs.ts";
import { REVISION_HEADER } from "../worker-headers.ts";
import { authorizeTool, findMissingScope, TWO_TOKENS } from "./authorize-tool.ts";
import { addressOf, findKeyAt } from "./entry-address.ts";
import { type EntryContext, readProperties } from "./entry-properties.ts";
import { answerMicropubProblem, fromApiProblem, invalid, type MicropubProblem } from "./micropub-problem.ts";
import { answerQuery } from "./micropub-queries.ts";
import { createEntry, updateEntry, type Writing } from "./publish-entry.ts";
import { MAX_FORM_BYTES, type MicropubRequest, readMicropubRequest, tooLarge } from "./read-micropub-request.ts";

type MicropubEnv = { Variables: PublishingEnv["Variables"] & { entry: EntryContext } };
type MicropubContext = Context<MicropubEnv>;
type Answered = Result<Response, MicropubProblem>;

const NOT_STORED = { "Cache-Control": "no-store" };

/** The Micropub endpoints (https://www.w3.org/TR/micropub/), over the same use cases as the publishing API. */
export function createMicropubApi(): Hono<MicropubEnv> {
  const api = new Hono<MicropubEnv>();
  for (const path of [MICROPUB_PATH, `${MICROPUB_PATH}/media`]) api.use(path, provideEntry);
  api.get(MICROPUB_PATH, async (c) => answer(await getMicropub(c)));
  api.post(MICROPUB_PATH, async (c) => answer(await postMicropub(c)));
  api.post(`${MICROPUB_PATH}/media`, async (c) => answer(await postMedia(c)));
  return api;
}

function answer(answered: Answered): Response {
  return answered.ok ? answered.value : answerMicropubProblem(answered.problem);
}

/** Without the switch in site.yaml there is no endpoint. */
async function provideEntry(c: MicropubContext, next: Next): Promise<Response | undefined> {
  const { ports, publicUrl } = c.var.publishing;
  const { profile } = await ports.store.readSite();
  if (profile?.takesMicropub !== true) {
    return answerMicropubProblem(invalid("Writing tools are switched off: write `micropub: yes` in site.yaml", 404));
  }
  c.set("entry", { profile, publicUrl, now: ports.now });
  await next();
  return undefined;
}

function authorize(c: MicropubContext, formToken?: string) {
  const { tokens } = c.var.publishing;
  return authorizeTool(readBearer(c.req.raw) ?? formToken, tokens, c.var.entry.now);
}

async function getMicropub(c: MicropubContext): Promise<Answered> {
  const token = await authorize(c);
  if (!token.ok) return token;
  const asked = new URL(c.req.url).searchParams;
  if (asked.get("q") !== "source") {
    const answered = answerQuery(asked, c.var.entry);
    return answered.ok ? succeed(Response.json(answered.value, { headers: NOT_STORED })) : answered;
  }
  // A source tells what is held back.
  const missing = findMissingScope(token.value, "update");
  if (missing !== undefined) return fail(missing);
  const stored = await findStored(c, asked.get("url") ?? "");
  if (!stored.ok) return stored;
  const properties = readProperties(stored.value, c.var.entry);
  const names = [...asked.getAll("properties"), ...asked.getAll("properties[]")];
  if (names.length === 0) return succeed(Response.json({ type: ["h-entry"], properties }, { headers: NOT_STORED }));
  const some = Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
  return succeed(Response.json({ properties: some }, { headers: NOT_STORED }));
}

async function findStored(c: MicropubContext, url: string): Promise<Result<StoredArticle, MicropubProblem>> {
  const { ports, publicUrl } = c.var.publishing;
  const key = await findKeyAt(url, publicUrl, ports.store);
  const stored = key === undefined ? undefined : await ports.store.findStored(key);
  return stored === undefined
    ? fail(invalid(`No article of this publication is at "${url.slice(0, 200)}"`))
    : succeed(stored);
}

async function postMicropub(c: MicropubContext): Promise<Answered> {
  // A token in the header is looked up before the body of a stranger is read.
  const inHeader = readBearer(c.req.raw) === undefined ? undefined : await authorize(c);
  if (inHeader?.ok === false) return inHeader;
  const read = await readMicropubRequest(c.req.raw, inHeader !== undefined);
  if (!read.ok) return read;
  const { request, formToken } = read.value;
  if (inHeader !== undefined && formToken !== undefined) return fail(TWO_TOKENS);
  const token = inHeader ?? (await authorize(c, formToken));
  if (!token.ok) return token;
  return act(c, request, { ...c.var.entry, ports: c.var.publishing.ports, token: token.value });
}

async function act(c: MicropubContext, request: MicropubRequest, writing: Writing): Promise<Answered> {
  const { publicUrl } = writing;
  if (request.action === "create") {
    const created = await createEntry(request, writing);
    return created.ok ? succeed(answerChange(201, created.value.record, publicUrl)) : created;
  }
  const missing =
    request.action === "update"
      ? findMissingScope(writing.token, "update")
      : findMissingScope(
          writing.token,
          ...(request.action === "delete" ? (["delete"] as const) : (["delete", "create"] as const)),
        );
  if (missing !== undefined) return fail(missing);
  const stored = await findStored(c, request.url);
  if (!stored.ok) return stored;
  if (request.action !== "update") return removeOrRestore(request.action, stored.value, writing);
  const updated = await updateEntry(request, stored.value, writing);
  if (!updated.ok) return updated;
  const { record } = updated.value;
  // Micropub §3.4: 201 with the new address where the update has changed it.
  const hasMoved = addressOf(record, publicUrl) !== addressOf(stored.value.record, publicUrl);
  return succeed(answerChange(hasMoved ? 201 : 204, record, publicUrl));
}

async function removeOrRestore(
  action: "delete" | "undelete",
  stored: StoredArticle,
  { ports, publicUrl }: Writing,
): Promise<Answered> {
  const { key, state } = stored.record;
  const result =
    action === "delete"
      ? await retractArticle({ key, reason: "" }, ports)
      : await restoreArticle(key, ports, state === "draft" ? stored.source : undefined);
  if (!result.ok) return fail(fromApiProblem(result.problem));
  return succeed(answerChange(204, { ...result.value.record, revision: result.value.revision }, publicUrl));
}

/** Tells the readers' worker which revision its readers must see from now on. */
function answerChange(status: 201 | 204, record: ArticleRecord, publicUrl: string): Response {
  const location = status === 201 ? { Location: addressOf(record, publicUrl) } : {};
  const headers = { ...location, ...NOT_STORED, [REVISION_HEADER]: String(record.revision) };
  return new Response(null, { status, headers });
}

/** Micropub §3.6: one picture as the part `file` of a form; it is public once a public article shows it. */
async function postMedia(c: MicropubContext): Promise<Answered> {
  const inHeader = readBearer(c.req.raw) === undefined ? undefined : await authorize(c);
  if (inHeader?.ok === false) return inHeader;
  const form = await readMediaForm(c.req.raw, inHeader !== undefined);
  if (!form.ok) return form;
  const formToken = form.value.get("access_token");
  if (inHeader !== undefined && formToken !== null) return fail(TWO_TOKENS);
  const token = inHeader ?? (await authorize(c, typeof formToken === "string" ? formToken : undefined));
  if (!token.ok) return token;
  const missing = findMissingScope(token.value, "media");
  if (missing !== undefined) return fail(missing);
  const file = form.value.get("file");
  if (!(file instanceof File)) return fail(invalid("The form needs a picture as its part `file`"));
  const image = await identifyMedium(new Uint8Array(await file.arrayBuffer()));
  if (!image.ok) return fail(fromApiProblem({ reason: "image-invalid", findings: [image.problem] }));
  const { ports, publicUrl } = c.var.publishing;
  const { medium, bytes } = image.value;
  await ports.store.saveMedia(medium, bytes, ports.now);
  const headers = { Location: `${publicUrl}/media/${medium.name}`, ...NOT_STORED };
  return succeed(new Response(null, { status: 201, headers }));
}

/** The names of the parts beside the picture. */
const FORM_ROOM_BYTES = 64 * 1024;

async function readMediaForm(request: Request, isAuthorized: boolean): Promise<Result<FormData, MicropubProblem>> {
  const contentType = request.headers.get("content-type") ?? "";
  if (mediaTypeOf(contentType) !== "multipart/form-data")
    return fail(invalid("Send a form as multipart/form-data", 415));
  const limit = isAuthorized ? MAX_IMAGE_BYTES + FORM_ROOM_BYTES : MAX_FORM_BYTES;
  const bytes = await readBodyToEnd(request.body, limit, MAX_REQUEST_BYTES);
  if (bytes === undefined) return fail(tooLarge(limit, isAuthorized));
  const form = await new Response(bytes, { headers: { "Content-Type": contentType } })
    .formData()
    .catch(() => undefined);
  return form === undefined ? fail(invalid("The form cannot be read")) : succeed(form);
}
