import type { Context } from "hono";
import { previewArticle } from "../feed/publishing/preview-article.ts";
import { isLoopbackHost } from "../lib/public-address.ts";
import { answerProblem } from "./problems.ts";
import type { PublishingEnv } from "./publishing-inputs.ts";
import { readKey } from "./publishing-parameters.ts";
import { findStoredFiles } from "./read-recording-parts.ts";
import { readSubmissionBody } from "./read-submission.ts";

/**
 * `POST /api/preview/:key` with the body of a PUT: the page of an article that is not public, for `edgewire dev`. Nothing is stored.
 * Only where the publication is on this machine, so that no deployment has a second way to show an article.
 */
export async function postPreview(c: Context<PublishingEnv>): Promise<Response> {
  const { ports, publicUrl, renderPreview } = c.var.publishing;
  if (!isLoopbackHost(new URL(publicUrl).hostname)) return answerProblem({ reason: "no-such-address" });
  const key = readKey(c.req.param("key") ?? "");
  if (!key.ok) return answerProblem(key.problem);
  const body = await readSubmissionBody(c.req.raw);
  if (!body.ok) return answerProblem(body.problem);
  const { stored: names, ...content } = body.value;
  const { files: stored } = await findStoredFiles(names, ports.store);
  const preview = await previewArticle({ key: key.value, ...content, stored, minor: false }, ports);
  if (!preview.ok) return answerProblem(preview.problem);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  return new Response(await renderPreview(preview.value), { headers });
}
