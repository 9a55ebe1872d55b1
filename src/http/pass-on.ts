import type { Config } from "../config.ts";
import { isAuthorized } from "./authorization.ts";
import { type ProblemDetails, writeProblem } from "./problem-json.ts";

/** What the readers' worker tells the publishers' worker, and hears from it. */
export const PUBLIC_URL_HEADER = "edgewire-public-url";
/** The last revision that a stored change made; never leaves the worker. */
export const REVISION_HEADER = "edgewire-revision";

export interface Publisher {
  readonly fetch: (request: Request) => Promise<Response>;
}

const UNAUTHORIZED: ProblemDetails = {
  status: 401,
  title: "A bearer token is needed",
  detail: "Send `Authorization: Bearer <PUBLISH_TOKEN>`.",
  headers: { "WWW-Authenticate": 'Bearer realm="edgewire"' },
};

const TOKEN_UNSET: ProblemDetails = {
  status: 503,
  title: "Publishing is switched off",
  detail: "The worker has no PUBLISH_TOKEN: set one with `wrangler secret put PUBLISH_TOKEN`.",
};

/** Answers under /api/: nobody passes without the token, and what was published is seen by this isolate's readers at once. */
export async function passOn(
  request: Request,
  publisher: Publisher,
  { publicUrl, publishToken }: Config,
  onPublished: (revision: number) => void,
): Promise<Response> {
  if (publishToken === undefined) return writeProblem("token-unset", TOKEN_UNSET);
  if (!(await isAuthorized(request, publishToken))) return writeProblem("unauthorized", UNAUTHORIZED);
  const passed = new Request(request);
  passed.headers.delete("authorization");
  passed.headers.set(PUBLIC_URL_HEADER, publicUrl);
  const answer = await publisher.fetch(passed);
  const revision = answer.headers.get(REVISION_HEADER);
  if (revision === null) return answer;
  onPublished(Number(revision));
  const response = new Response(answer.body, answer);
  response.headers.delete(REVISION_HEADER);
  return response;
}
