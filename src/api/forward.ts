import { networkOf } from "../audience/client-network.ts";
import type { Config } from "../config.ts";
import { BRIDGED_PATHS, MICROPUB_PATH } from "../feed/connection-paths.ts";
import { CLOUD_PATH, HUB_PATH, SOURCES_PATH } from "../feed/feed-links.ts";
import { authorize } from "../http/authorization.ts";
import { createGuessThrottle } from "../http/guess-throttle.ts";
import { type ProblemDetails, writeProblem } from "../http/problem-json.ts";
import { digestToken } from "../http/token-digest.ts";
import {
  CLIENT_HEADER,
  MAX_AGE_HEADER,
  PUBLIC_URL_HEADER,
  REVISION_HEADER,
  TOKEN_DIGEST_HEADER,
} from "./worker-headers.ts";

export interface Publisher {
  readonly fetch: (request: Request) => Promise<Response>;
}

const UNAUTHORIZED: ProblemDetails = {
  status: 401,
  title: "A bearer token is needed",
  detail: "Send `Authorization: Bearer <PUBLISH_TOKEN>`.",
  headers: { "WWW-Authenticate": 'Bearer realm="edgewire"' },
};

const NO_SUCH_ADDRESS: ProblemDetails = { status: 404, title: "There is no such address" };

const TOKEN_UNSET: ProblemDetails = {
  status: 503,
  title: "Publishing is switched off",
  detail: "The worker has no PUBLISH_TOKEN: run `npx edgewire deploy`, which sets one.",
};

/**
 * Forwards requests under /api/ that carry the publish token, and makes published changes visible to this isolate's readers at
 * once.
 */
export async function forwardToApi(
  request: Request,
  publisher: Publisher,
  config: Config,
  onPublished: (revision: number) => void,
): Promise<Response> {
  const { publishToken } = config;
  if (publishToken === undefined) return writeProblem("token-unset", TOKEN_UNSET);
  const refusal = await refuseStranger(request, publishToken);
  if (refusal !== undefined) return refusal;
  return tellOfRevision(await forward(request, publisher, config), onPublished);
}

/**
 * Forwards the requests of writing tools with their token, which may be in the form: the publishers' worker looks it up for each
 * request, so that a revoked one is refused at once. What the fediverse asks of the publication needs none.
 */
async function forwardConnection(
  request: Request,
  publisher: Publisher,
  config: Config,
  onPublished: (revision: number) => void,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const known = [MICROPUB_PATH, `${MICROPUB_PATH}/media`, ...BRIDGED_PATHS];
  if (!known.includes(pathname)) return writeProblem("no-such-address", NO_SUCH_ADDRESS);
  return tellOfRevision(await publisher.fetch(prepare(request, config)), onPublished);
}

function tellOfRevision(answer: Response, onPublished: (revision: number) => void): Response {
  const revision = answer.headers.get(REVISION_HEADER);
  if (revision === null) return answer;
  onPublished(Number(revision));
  const response = new Response(answer.body, answer);
  response.headers.delete(REVISION_HEADER);
  return response;
}

const guesses = createGuessThrottle(20);

/** A right token is never limited, however many wrong ones came from its network. */
async function refuseStranger(request: Request, token: string): Promise<Response | undefined> {
  const verdict = await authorize(request, token);
  if (verdict === "authorized") return undefined;
  const client = networkOf(request.headers.get("cf-connecting-ip") ?? "");
  const waitSeconds = verdict === "wrong" ? guesses.admit(client, Date.now()) : undefined;
  if (waitSeconds === undefined) return writeProblem("unauthorized", UNAUTHORIZED);
  return writeProblem("too-many-guesses", {
    status: 429,
    title: "Too many wrong tokens",
    detail: `Wait ${waitSeconds} seconds, then send the token of this publication.`,
    headers: { "Retry-After": String(waitSeconds) },
  });
}

/**
 * Forwards requests to the hub and to rssCloud, which need no token. Some runtimes copy the client's Host into the URL
 * unescaped, `\` and `?` included: only a URL that parses to one of these two paths is forwarded.
 */
export async function forwardToHub(request: Request, publisher: Publisher, config: Config): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname !== HUB_PATH && pathname !== CLOUD_PATH) return writeProblem("no-such-address", NO_SUCH_ADDRESS);
  return forward(request, publisher, config);
}

/** Forwards what hubs and other publications tell of sources: a path of two parts, as the URL parser finds it, and no token. */
async function forwardToSources(request: Request, publisher: Publisher, config: Config): Promise<Response> {
  const { pathname } = new URL(request.url);
  const isSource = pathname.startsWith(SOURCES_PATH) && !pathname.slice(SOURCES_PATH.length).includes("/");
  if (!isSource) return writeProblem("no-such-address", NO_SUCH_ADDRESS);
  return forward(request, publisher, config);
}

/** Passes a request on as it is, but for the token: nothing behind here is to see one. */
async function forward(request: Request, publisher: Publisher, config: Config): Promise<Response> {
  const passed = prepare(request, config);
  passed.headers.delete("authorization");
  return publisher.fetch(passed);
}

function prepare(request: Request, { publicUrl, maxAgeSeconds }: Config): Request {
  const passed = new Request(request);
  passed.headers.set(PUBLIC_URL_HEADER, publicUrl);
  passed.headers.set(MAX_AGE_HEADER, String(maxAgeSeconds));
  passed.headers.set(CLIENT_HEADER, request.headers.get("cf-connecting-ip") ?? "");
  return passed;
}

/**
 * Forwards requests below /dashboard, where the publishers' worker requires a session, which only the token opens. Some
 * runtimes do not normalize the path: `/dashboard/../api/site` is parsed here as it will be parsed there, or it would bypass
 * the token.
 */
export async function forwardToDashboard(
  request: Request,
  publisher: Publisher,
  { publicUrl, publishToken }: Config,
): Promise<Response> {
  const { href, pathname } = new URL(request.url);
  if (!pathname.startsWith("/dashboard")) return writeProblem("no-such-address", NO_SUCH_ADDRESS);
  const passed = new Request(href, request);
  passed.headers.delete("authorization");
  passed.headers.set(PUBLIC_URL_HEADER, publicUrl);
  // Drop the client's own value: only this worker may set the header.
  passed.headers.delete(TOKEN_DIGEST_HEADER);
  if (publishToken !== undefined) passed.headers.set(TOKEN_DIGEST_HEADER, await digestToken(publishToken));
  return publisher.fetch(passed);
}

/** By the places that src/index.ts finds in addresses. */
export const forwardings = {
  hub: forwardToHub,
  cloud: forwardToHub,
  dashboard: forwardToDashboard,
  sources: forwardToSources,
  api: forwardToApi,
  micropub: forwardConnection,
  "micropub/media": forwardConnection,
  ".well-known/webfinger": forwardConnection,
  ".well-known/host-meta": forwardConnection,
};

export type Place = keyof typeof forwardings;
