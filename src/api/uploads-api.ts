import type { Context } from "hono";
import * as v from "valibot";
import type { StoredFile } from "../article/article.ts";
import { MAX_RECORDING_BYTES } from "../article/limits.ts";
import { findRecordingType } from "../article/recordings/recording-types.ts";
import { beginUpload, finishUpload, receivePart } from "../feed/publishing/receive-upload.ts";
import { answerProblem } from "./problems.ts";
import type { PublishingEnv } from "./publishing-inputs.ts";

type UploadContext = Context<PublishingEnv>;

const NOT_STORED = { "Cache-Control": "no-store" };

const measure = v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)));
const chapter = v.object({
  startSeconds: v.pipe(v.number(), v.minValue(0)),
  title: v.pipe(v.string(), v.maxLength(500)),
});

/** The measures of a recording. */
export const MEASURES = v.object({
  durationSeconds: measure,
  bitrate: measure,
  width: measure,
  height: measure,
  title: v.optional(v.pipe(v.string(), v.maxLength(500))),
  chapters: v.optional(v.pipe(v.array(chapter), v.maxLength(500))),
});

const UPLOAD = v.object({
  name: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}\.[a-z\d]{1,8}$/)),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  measures: v.optional(MEASURES),
});

const WANTED =
  'The body must be JSON of a recording: {"name": "<32 hex digits of its SHA-256>.mp3", "sizeBytes": 1, "measures": {"durationSeconds": 1}}.';

/** Begins an upload in parts, or tells which parts of it have come: `POST /api/uploads`. */
export async function postUpload(c: UploadContext): Promise<Response> {
  const body = v.safeParse(UPLOAD, await c.req.json().catch(() => undefined));
  const type = body.success ? findRecordingType(body.output.name.split(".")[1] ?? "") : undefined;
  if (!body.success || type === undefined) return answerProblem({ reason: "parameter-invalid", detail: WANTED });
  if (body.output.sizeBytes > MAX_RECORDING_BYTES) {
    return answerProblem({ reason: "body-too-large", limitBytes: MAX_RECORDING_BYTES });
  }
  const file: StoredFile = { ...body.output, mediaType: type.mediaType };
  const upload = await beginUpload(file, portsOf(c));
  if (upload === undefined) return Response.json({ state: "stored" }, { headers: NOT_STORED });
  const { partBytes, received } = upload;
  return Response.json({ state: "open", partBytes, received }, { status: 201, headers: NOT_STORED });
}

/** One part, whose bytes pass through to the bucket: `PUT /api/uploads/:name/:number`. */
export async function putUploadPart(c: UploadContext): Promise<Response> {
  const { body, headers } = c.req.raw;
  const lengthBytes = Number(headers.get("content-length") ?? Number.NaN);
  if (body === null || !Number.isInteger(lengthBytes)) {
    return answerProblem({ reason: "parameter-invalid", detail: "A part needs a body and its Content-Length." });
  }
  const number = Number(c.req.param("number"));
  const part = { name: c.req.param("name") ?? "", number, lengthBytes, body };
  const received = await receivePart(part, portsOf(c));
  return received.ok ? new Response(null, { status: 204, headers: NOT_STORED }) : answerProblem(received.problem);
}

/** Joins the parts: `POST /api/uploads/:name`. The file is not public until an article uses it. */
export async function postWholeUpload(c: UploadContext): Promise<Response> {
  const finished = await finishUpload(c.req.param("name") ?? "", portsOf(c));
  if (!finished.ok) return answerProblem(finished.problem);
  return Response.json(
    { ...finished.value, path: `/media/${finished.value.name}` },
    { status: 201, headers: NOT_STORED },
  );
}

/** Drops an upload and its parts. */
export async function deleteUpload(c: UploadContext): Promise<Response> {
  await c.var.publishing.uploads.drop(c.req.param("name") ?? "");
  return new Response(null, { status: 204, headers: NOT_STORED });
}

function portsOf(c: UploadContext) {
  const { uploads, ports } = c.var.publishing;
  return { uploads, now: ports.now };
}
