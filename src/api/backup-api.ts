import type { Context } from "hono";
import * as v from "valibot";
import { MAX_REQUEST_BYTES } from "../article/limits.ts";
import { restoreUpload } from "../feed/publishing/receive-upload.ts";
import { readBody } from "../lib/read-body.ts";
import { answerProblem } from "./problems.ts";
import type { PublishingEnv } from "./publishing-inputs.ts";
import { REVISION_HEADER } from "./worker-headers.ts";

type BackupContext = Context<PublishingEnv>;

const MAX_ROWS = 50;
const NOT_STORED = { "Cache-Control": "no-store" };
const value = v.union([v.string(), v.number()]);
const AFTER = v.pipe(v.string(), v.parseJson(), v.array(value));
const ROWS = v.object({ rows: v.pipe(v.array(v.record(v.string(), v.nullable(value))), v.maxLength(MAX_ROWS)) });

/** The tables of a backup, in the order in which they are restored. */
export async function listBackupTables(c: BackupContext): Promise<Response> {
  const { backup } = c.var.publishing;
  const [tables, revision] = [await backup.listTables(), await backup.readRevision()];
  return Response.json({ tables, revision }, { headers: NOT_STORED });
}

/** `?after=` the JSON of the last row's key. */
export async function listBackupRows(c: BackupContext): Promise<Response> {
  const after = v.safeParse(AFTER, c.req.query("after") ?? "[]");
  if (!after.success) return answerProblem({ reason: "parameter-invalid", detail: '"after" must be a JSON list' });
  const table = c.req.param("table") ?? "";
  const rows = await c.var.publishing.backup.listRows(table, after.output, MAX_ROWS);
  if (rows === undefined) return answerProblem({ reason: "table-unknown", table });
  return Response.json({ rows, isLast: rows.length < MAX_ROWS }, { headers: NOT_STORED });
}

export async function putBackupRows(c: BackupContext): Promise<Response> {
  const body = v.safeParse(ROWS, await c.req.json().catch(() => undefined));
  if (!body.success) {
    const detail = `The body must be {"rows": […]} with at most ${MAX_ROWS} rows of texts, numbers and nulls.`;
    return answerProblem({ reason: "parameter-invalid", detail });
  }
  const { backup } = c.var.publishing;
  const table = c.req.param("table") ?? "";
  const problem = await backup.restoreRows(table, body.output.rows);
  if (problem !== undefined) return answerProblem(problem);
  const isWhole = table === "site";
  const revision = isWhole ? { [REVISION_HEADER]: String(await backup.readRevision()) } : {};
  return new Response(null, { status: 204, headers: { ...NOT_STORED, ...revision } });
}

/** The bytes of a stored file, public or not. HEAD says whether it is there. */
export async function getBackupMedium(c: BackupContext): Promise<Response> {
  const name = c.req.param("name") ?? "";
  if (c.req.method === "HEAD")
    return new Response(null, { status: (await c.var.publishing.backup.hasObject(name)) ? 200 : 404 });
  const object = await c.var.publishing.backup.readObject(name);
  if (object === undefined) return answerProblem({ reason: "medium-not-found", name });
  const headers = { ...NOT_STORED, "Content-Type": object.mediaType, "Content-Security-Policy": "sandbox" };
  return new Response(object.body, { headers });
}

export async function putBackupMedium(c: BackupContext): Promise<Response> {
  const mediaType = c.req.header("content-type") ?? "";
  const file = { name: c.req.param("name") ?? "", mediaType };
  const bytes = await readBody(c.req.raw.body, MAX_REQUEST_BYTES);
  if (bytes === undefined) return answerProblem({ reason: "body-too-large", limitBytes: MAX_REQUEST_BYTES });
  const problem = await c.var.publishing.backup.restoreObject(file, bytes);
  return problem === undefined ? new Response(null, { status: 204, headers: NOT_STORED }) : answerProblem(problem);
}

/** Joins the parts of a recording, which came as those of an upload do: `POST /api/backup/media/:name`. */
export async function postBackupMedium(c: BackupContext): Promise<Response> {
  const { backup, uploads, ports } = c.var.publishing;
  const problem = await backup.restoreRows("media", []);
  if (problem !== undefined) return answerProblem(problem);
  const restored = await restoreUpload(c.req.param("name") ?? "", { uploads, now: ports.now });
  return restored.ok ? new Response(null, { status: 204, headers: NOT_STORED }) : answerProblem(restored.problem);
}
