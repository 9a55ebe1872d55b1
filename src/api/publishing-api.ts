import { type Context, Hono } from "hono";
import type { ArticleRecord } from "../article/article-record.ts";
import { slugOf } from "../article/draft-slug.ts";
import { isPageKey } from "../article/standing-page.ts";
import { articleAddress } from "../feed/build-feed.ts";
import type { ArticleMedia } from "../feed/publishing/media/article-media.ts";
import { moveArticle } from "../feed/publishing/move-article.ts";
import { type Publication, publishArticle } from "../feed/publishing/publish-article.ts";
import { publishProfile } from "../feed/publishing/publish-profile.ts";
import type { PublishingPorts } from "../feed/publishing/publishing-ports.ts";
import { type RetractionResult, restoreArticle, retractArticle } from "../feed/publishing/retract-article.ts";
import { settleNavigation } from "../feed/publishing/settle-navigation.ts";
import {
  getBackupMedium,
  listBackupRows,
  listBackupTables,
  postBackupMedium,
  putBackupMedium,
  putBackupRows,
} from "./backup-api.ts";
import { deleteFeed, getFeed, listFeeds } from "./feeds-api.ts";
import { deleteMedia, listMedia, putMedia } from "./media-api.ts";
import { postPictures, putPicture } from "./pictures-api.ts";
import { postPreview } from "./preview-api.ts";
import { answerProblem } from "./problems.ts";
import type { PublishingEnv } from "./publishing-inputs.ts";
import { readEdition, readExpectations, readKey, readOptionalKey } from "./publishing-parameters.ts";
import { findStoredFiles } from "./read-recording-parts.ts";
import { readProfileBody, readSubmissionBody } from "./read-submission.ts";
import { deleteToken, listTokens, postToken } from "./tokens-api.ts";
import { deleteUpload, postUpload, postWholeUpload, putUploadPart } from "./uploads-api.ts";
import { REVISION_HEADER } from "./worker-headers.ts";

type PublishingContext = Context<PublishingEnv>;

const ARTICLE = "/api/articles/:key{.+}";
const PREVIEW = "/api/preview/:key{.+}";
const MEDIUM = "/api/media/:name";
const BACKUP_ROWS = "/api/backup/rows/:table";
const BACKUP_MEDIUM = "/api/backup/media/:name";
const UPLOAD = "/api/uploads/:name";
const FEED = "/api/feeds/:name{.+}";

/** The publisher's side: what the `edgewire` command speaks, and any tool that can send HTTP. */
export function createPublishingApi(): Hono<PublishingEnv> {
  const api = new Hono<PublishingEnv>();
  api.put(ARTICLE, putArticle);
  api.get(ARTICLE, getArticle);
  api.delete(ARTICLE, deleteArticle);
  api.post("/api/restorations/:key{.+}", postRestoration);
  api.post("/api/moves/:key{.+}", postMove);
  api.get("/api/articles", listArticles);
  api.post(PREVIEW, postPreview);
  api.put("/api/media", putMedia);
  api.get("/api/media", listMedia);
  api.post("/api/pictures", postPictures);
  api.put("/api/pictures/:original", putPicture);
  api.delete(MEDIUM, deleteMedia);
  api.post("/api/uploads", postUpload);
  api.put(`${UPLOAD}/:number`, putUploadPart);
  api.post(UPLOAD, postWholeUpload);
  api.delete(UPLOAD, deleteUpload);
  api.get("/api/feeds", listFeeds);
  api.get(FEED, getFeed);
  api.delete(FEED, deleteFeed);
  api.get("/api/backup", listBackupTables);
  api.get(BACKUP_ROWS, listBackupRows);
  api.put(BACKUP_ROWS, putBackupRows);
  api.get(BACKUP_MEDIUM, getBackupMedium);
  api.put(BACKUP_MEDIUM, putBackupMedium);
  api.post(BACKUP_MEDIUM, postBackupMedium);
  api.get("/api/tokens", listTokens);
  api.post("/api/tokens", postToken);
  api.delete("/api/tokens/:name", deleteToken);
  api.post("/api/pulls/:key{.+}", postPull);
  api.put("/api/site", putSite);
  api.get("/api/site", getSite);
  return api;
}

async function putArticle(c: PublishingContext): Promise<Response> {
  const { ports, publicUrl } = c.var.publishing;
  const key = readKey(c.req.param("key") ?? "");
  if (!key.ok) return answerProblem(key.problem);
  const { headers } = c.req.raw;
  const edition = readEdition(headers);
  if (!edition.ok) return answerProblem(edition.problem);
  const body = await readSubmissionBody(c.req.raw);
  if (!body.ok) return answerProblem(body.problem);
  const { findings, stored: names, ...content } = body.value;
  const { files: stored, lacking } = await findStoredFiles(names, ports.store);
  if (lacking !== undefined) return answerProblem({ reason: "medium-not-found", name: lacking });
  const former = readOptionalKey(c.req.query("from"));
  if (!former.ok) return answerProblem(former.problem);
  const minor = c.req.query("minor") !== undefined;
  const quiet = c.req.query("quiet") !== undefined;
  const redraws = c.req.query("redraw") !== undefined;
  const conditions = { ...readExpectations(headers), editionAt: edition.value };
  const keys = { key: key.value, formerKey: former.value };
  const result = await publishArticle({ ...keys, ...content, stored, minor, quiet, redraws, ...conditions }, ports);
  if (!result.ok) return answerProblem(result.problem);
  const revision = await followPage([key.value, former.value], ports);
  const publication = { ...result.value, findings: [...findings, ...result.value.findings] };
  return answerPublication(publication, publicUrl, revision);
}

/** The navigation follows a change of a standing page. The revision of that, or 0. */
async function followPage(keys: readonly (string | undefined)[], ports: PublishingPorts): Promise<number> {
  return keys.some((key) => key !== undefined && isPageKey(key)) ? settleNavigation(ports) : 0;
}

function answerPublication(
  { outcome, record, contentHash, findings }: Publication,
  publicUrl: string,
  navigated: number,
): Response {
  return Response.json(
    { outcome, ...describe(record, publicUrl), contentHash, findings },
    {
      status: outcome === "created" ? 201 : 200,
      // RFC 9110 §8.7: where what this body describes can be read.
      headers: {
        ...locate(record, publicUrl),
        ETag: `"${contentHash}"`,
        ...revisionHeaders(Math.max(record.revision, navigated)),
      },
    },
  );
}

/** A draft that no reader has seen has no address yet. */
function locate(record: ArticleRecord, publicUrl: string): Record<string, string> {
  const slug = slugOf(record);
  return slug === undefined ? {} : { "Content-Location": articleAddress(publicUrl, slug) };
}

/** Tells the readers' worker which revision its readers must see from now on. */
function revisionHeaders(revision: number): Record<string, string> {
  return { [REVISION_HEADER]: String(revision), "Cache-Control": "no-store" };
}

function describe(record: ArticleRecord, publicUrl: string): Record<string, unknown> {
  const { key, id, state, revision, title } = record;
  const slug = slugOf(record);
  return {
    key,
    id,
    ...(slug !== undefined && { slug, url: articleAddress(publicUrl, slug) }),
    state,
    revision,
    title,
    published: new Date(record.publishedAt).toISOString(),
    updated: new Date(record.updatedAt).toISOString(),
  };
}

async function getArticle(c: PublishingContext): Promise<Response> {
  const { ports, publicUrl } = c.var.publishing;
  const key = readKey(c.req.param("key") ?? "");
  if (!key.ok) return answerProblem(key.problem);
  const stored = await ports.store.findStored(key.value);
  if (stored === undefined) return answerProblem({ reason: "not-found", key: key.value });
  const { record, contentHash, source, feeds, media } = stored;
  const { summary, language, facets } = record;
  return Response.json(
    {
      ...describe(record, publicUrl),
      contentHash,
      kind: record.kind,
      language,
      summary,
      ...facets,
      feeds,
      media: describeMedia(media, publicUrl),
      source,
    },
    {
      headers: { ETag: `"${contentHash}"`, "Cache-Control": "no-store", ...locate(record, publicUrl) },
    },
  );
}

function describeMedia({ cover, files }: ArticleMedia, publicUrl: string): Record<string, string> {
  const all = [...files, ...(cover === undefined ? [] : [["cover", cover] as const])];
  return Object.fromEntries(all.map(([path, { name }]) => [path, `${publicUrl}/media/${name}`]));
}

/** A retraction, with its reason for the notice: `DELETE /api/articles/:key?reason=…`. */
async function deleteArticle(c: PublishingContext): Promise<Response> {
  const key = readKey(c.req.param("key") ?? "");
  if (!key.ok) return answerProblem(key.problem);
  const retraction = { key: key.value, reason: c.req.query("reason") ?? "", ...readExpectations(c.req.raw.headers) };
  return answerRetraction(await retractArticle(retraction, c.var.publishing.ports), [key.value], c);
}

async function postRestoration(c: PublishingContext): Promise<Response> {
  const key = readKey(c.req.param("key") ?? "");
  if (!key.ok) return answerProblem(key.problem);
  return answerRetraction(await restoreArticle(key.value, c.var.publishing.ports), [key.value], c);
}

/** The folder has the edition of a writing tool that If-Match names: `POST /api/pulls/:key`. */
async function postPull(c: PublishingContext): Promise<Response> {
  const key = readKey(c.req.param("key") ?? "");
  if (!key.ok) return answerProblem(key.problem);
  const { expectedHash = "" } = readExpectations(c.req.raw.headers);
  const { store } = c.var.publishing.ports;
  if (await store.acceptToolEdition(key.value, expectedHash)) return new Response(null, { status: 204 });
  const current = (await store.findStored(key.value))?.contentHash;
  return answerProblem({ reason: "precondition-failed", current });
}

/** A file that was moved or renamed: `POST /api/moves/:key?to=…`. */
async function postMove(c: PublishingContext): Promise<Response> {
  const from = readKey(c.req.param("key") ?? "");
  if (!from.ok) return answerProblem(from.problem);
  const to = readKey(c.req.query("to") ?? "");
  if (!to.ok) return answerProblem(to.problem);
  const moved = await moveArticle(from.value, to.value, c.var.publishing.ports);
  return answerRetraction(moved, [from.value, to.value], c);
}

async function answerRetraction(
  result: RetractionResult,
  keys: readonly string[],
  { var: { publishing } }: PublishingContext,
): Promise<Response> {
  if (!result.ok) return answerProblem(result.problem);
  const { record, revision } = result.value;
  const navigated = await followPage(keys, publishing.ports);
  return Response.json(describe({ ...record, revision }, publishing.publicUrl), {
    headers: revisionHeaders(Math.max(revision, navigated)),
  });
}

const MAX_MANIFEST_ENTRIES = 1000;

async function listArticles(c: PublishingContext): Promise<Response> {
  const limit = Number(c.req.query("limit") ?? MAX_MANIFEST_ENTRIES);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_MANIFEST_ENTRIES) {
    const detail = `"limit" must be a whole number from 1 to ${MAX_MANIFEST_ENTRIES}, found "${c.req.query("limit")}"`;
    return answerProblem({ reason: "parameter-invalid", detail });
  }
  const articles = await c.var.publishing.ports.store.listManifest(c.req.query("after") ?? "", limit);
  const last = articles.length === limit ? articles.at(-1)?.key : undefined;
  const next = last === undefined ? undefined : `/api/articles?limit=${limit}&after=${encodeURIComponent(last)}`;
  return Response.json({ articles, next }, { headers: { "Cache-Control": "no-store" } });
}

async function putSite(c: PublishingContext): Promise<Response> {
  const { headers } = c.req.raw;
  const edition = readEdition(headers);
  if (!edition.ok) return answerProblem(edition.problem);
  const body = await readProfileBody(c.req.raw);
  if (!body.ok) return answerProblem(body.problem);
  const submission = { ...body.value, ...readExpectations(headers), editionAt: edition.value };
  const result = await publishProfile(submission, c.var.publishing.ports);
  if (!result.ok) return answerProblem(result.problem);
  const { outcome, profileHash, remaining, revision, findings, heldBack } = result.value;
  // 202: stored articles still wait for the new profile; repeating the PUT continues.
  const status = remaining ? 202 : 200;
  const tag = { ETag: `"${profileHash}"` };
  const answer = { outcome, remaining, findings, heldBack };
  return Response.json(answer, { status, headers: { ...tag, ...revisionHeaders(revision) } });
}

async function getSite(c: PublishingContext): Promise<Response> {
  const { profile, profileHash, recomputedKey } = await c.var.publishing.ports.store.readSite();
  if (profile === undefined) return answerProblem({ reason: "profile-missing" });
  const remaining = recomputedKey !== undefined;
  const headers = { ETag: `"${profileHash}"`, "Cache-Control": "no-store" };
  return Response.json({ profile, profileHash, remaining }, { headers });
}
