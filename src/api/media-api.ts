import type { Context } from "hono";
import { identifyMedium } from "../article/images/measure-image.ts";
import { MEDIA_GRACE_MS } from "../feed/publishing/media/media-state.ts";
import type { MediaLine, MediumUsers } from "../feed/publishing/media/media-store.ts";
import { type ApiProblem, answerProblem } from "./problems.ts";
import type { PublishingEnv } from "./publishing-inputs.ts";

type MediaContext = Context<PublishingEnv>;

const MAX_LINES = 1000;
const NOT_STORED = { "Cache-Control": "no-store" };

/** Stores a picture: not public until an article or the profile uses it, unless `?keep` says so. */
export async function putMedia(c: MediaContext): Promise<Response> {
  const { ports, media, publicUrl } = c.var.publishing;
  const image = await identifyMedium(new Uint8Array(await c.req.arrayBuffer()));
  if (!image.ok) return answerProblem({ reason: "image-invalid", findings: [image.problem] });
  const { medium, bytes } = image.value;
  await ports.store.saveMedia(medium, bytes, ports.now);
  if (c.req.query("keep") !== undefined) await media.keepMedium(medium.name);
  const path = `/media/${medium.name}`;
  const headers = { Location: publicUrl + path, ...NOT_STORED };
  return Response.json({ ...medium, path }, { status: 201, headers });
}

/** `?unused`: those that neither an article nor the profile uses. */
export async function listMedia(c: MediaContext): Promise<Response> {
  const which = c.req.query("unused") === undefined ? "all" : "unused";
  const lines = await c.var.publishing.media.listMedia(c.req.query("after") ?? "", which, MAX_LINES);
  const last = lines.length === MAX_LINES ? lines.at(-1)?.name : undefined;
  const next = last === undefined ? undefined : `/api/media?${which === "unused" ? "unused&" : ""}after=${last}`;
  return Response.json({ media: lines.map(describe), next }, { headers: NOT_STORED });
}

function describe({ name, mediaType, sizeBytes, kept, unusedSince, lostAt, isWithheld }: MediaLine) {
  return {
    name,
    mediaType,
    sizeBytes,
    kept,
    withheld: isWithheld,
    unusedSince: writeTime(unusedSince),
    collectedAt: kept || unusedSince === undefined ? undefined : writeTime(unusedSince + MEDIA_GRACE_MS),
    lostAt: writeTime(lostAt),
  };
}

function writeTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

/** Removes a picture that nothing uses, kept or not. */
export async function deleteMedia(c: MediaContext): Promise<Response> {
  const name = c.req.param("name") ?? "";
  const { media } = c.var.publishing;
  const users = await media.findUsers(name);
  if (isUsed(users)) return answerProblem(refuse(name, users));
  if (await media.removeMedium(name)) return new Response(null, { status: 204, headers: NOT_STORED });
  const later = await media.findUsers(name);
  return answerProblem(isUsed(later) ? refuse(name, later) : { reason: "medium-not-found", name });
}

function isUsed({ articles, isInProfile }: MediumUsers): boolean {
  return articles.length > 0 || isInProfile;
}

function refuse(name: string, { articles, isInProfile }: MediumUsers): ApiProblem {
  return { reason: "medium-used", name, users: [...articles, ...(isInProfile ? ["site.yaml"] : [])] };
}
