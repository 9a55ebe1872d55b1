import type { Config } from "../config.ts";
import { isAuthorized } from "./authorization.ts";
import { answerProblem } from "./problems.ts";

/** What the readers' worker tells the publishers' worker, and hears from it. */
export const PUBLIC_URL_HEADER = "edgewire-public-url";
/** The last revision that a stored change made; never leaves the worker. */
export const REVISION_HEADER = "edgewire-revision";

export interface Publisher {
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Answers under /api/: nobody passes without the token, and what was published is seen by this isolate's readers at once. */
export async function passOn(
  request: Request,
  publisher: Publisher,
  { publicUrl, publishToken }: Config,
  onPublished: (revision: number) => void,
): Promise<Response> {
  if (publishToken === undefined) return answerProblem({ reason: "token-unset" });
  if (!(await isAuthorized(request, publishToken))) return answerProblem({ reason: "unauthorized" });
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
