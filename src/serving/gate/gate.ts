import type { Context, ExecutionContext } from "hono";
import { HonoBase } from "hono/hono-base";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { aliasOf } from "../../article/alias-of.ts";
import type { Outcome } from "../../audience/poll-counter.ts";
import { articlePath } from "../../feed/build-feed.ts";
import { collections, type FeedName } from "../../feed/feed-names.ts";
import { allFormats } from "../../feed/formats.ts";
import { findLegacyQueryTarget, findLegacyTarget } from "../../feed/legacy-addresses.ts";
import { chooseMediaType } from "../../http/negotiation.ts";
import {
  archiveDocuments,
  type DocumentKind,
  feedDocuments,
  keyKind,
  listKind,
  pageKind,
  rootDocuments,
} from "../documents.ts";
import { readListPath } from "../lists/list-resource.ts";
import { renderingKey, writeAliasAddress } from "../origin-address.ts";
import { createRenderings } from "../renderings.ts";
import { ARCHIVE_PAGE, type Resource, writeResource } from "../resource.ts";
import { answerDocument } from "./answer-document.ts";
import { answerMedia } from "./answer-media.ts";
import { answerNotFound } from "./answer-not-found.ts";
import type { AskOrigin } from "./ask-origin.ts";
import type { DocumentAddress, GateMemory } from "./gate-memory.ts";
import { createHeads } from "./heads.ts";
import { createKnownNames, type KnownNames } from "./known-names.ts";
import { createNewestRevision } from "./newest-revision.ts";
import { methodNotAllowed, optionsAnswer, redirect } from "./plain-responses.ts";
import type { AnswerSettings } from "./prepared-responses.ts";
import type { QuestionPorts } from "./questions.ts";
import { createRateLimit } from "./rate-limit.ts";
import type { Answer } from "./respond.ts";
import { answerThemeFile, staticFiles } from "./static-files.ts";

/** The inputs of a request besides itself. */
export interface GateBindings {
  /** The request's URL, read once and passed on: workerd re-serializes `request.url` on each access. */
  readonly url: string;
  readonly settings: AnswerSettings;
  readonly ask: AskOrigin;
  readonly now: number;
  /** Called for every poll of a feed, with its outcome; undefined: polls are not counted. */
  readonly count?: CountPoll;
}

type CountPoll = (feed: FeedName, format: string, headers: Headers, outcome: Outcome) => void;

type GateContext = Context<{ Bindings: GateBindings }>;

/** The isolate's services that the gate uses. */
export interface IsolatePorts extends QuestionPorts {
  readonly drawSeed: () => number;
  /** How many unknown names are looked up before the isolate learns all names; for tests. */
  readonly freeLookups?: number;
}

export function createGateMemory({ now, sleep, drawSeed, freeLookups }: IsolatePorts): GateMemory {
  const names = createKnownNames({ now, sleep }, freeLookups);
  return {
    names,
    heads: createHeads({ now, names, newest: createNewestRevision({ now, sleep }) }),
    renderings: createRenderings(),
    prepared: new Map(),
    rateLimit: createRateLimit(drawSeed),
  };
}

/** Routes and answers the requests of readers. */
export interface Gate {
  readonly fetch: (request: Request, bindings: GateBindings, ctx?: ExecutionContext) => Response | Promise<Response>;
}

const MAX_KNOWN_ADDRESSES = 5000;
const MAX_KNOWN_LENGTH = 1000;

/** The readers' side of the worker: every address of a publication but the API. Touches no store itself. */
export function createGate(memory: GateMemory): Gate {
  // Which document each address names: a poll that comes again needs no router, which is a tenth of what it costs.
  const known = new Map<string, DocumentAddress>();
  const routes = createRoutes(memory, known);
  return {
    fetch(request, bindings, ctx) {
      const address = known.get(bindings.url);
      if (address === undefined || request.method !== "GET") return routes.fetch(request, bindings, ctx);
      return answerCounted(request, address, bindings, memory);
    },
  };
}

function createRoutes(memory: GateMemory, known: Map<string, DocumentAddress>): HonoBase<{ Bindings: GateBindings }> {
  // The one router that all routes here need: the usual set of three weighs 2 KB more at every start.
  const gate = new HonoBase<{ Bindings: GateBindings }>({ router: new RegExpRouter() });

  const answer = (c: GateContext, resource: Resource, kind: DocumentKind, path = writeResource(resource)) => {
    const address = { resource, path, kind, key: renderingKey(kind.id, path) };
    // Queries are ignored, and there is no end to them.
    const { url } = c.env;
    if (url.length <= MAX_KNOWN_LENGTH && !url.includes("?")) {
      if (known.size >= MAX_KNOWN_ADDRESSES) known.clear();
      known.set(url, address);
    }
    return answerCounted(c.req.raw, address, c.env, memory);
  };

  const answerArchive = async (c: GateContext, name: FeedName, kind: DocumentKind): Promise<Response> => {
    const page = c.req.param("page") ?? "";
    if (!ARCHIVE_PAGE.test(page)) return answerMissing(c, kind, memory);
    return answer(c, { kind: "archive", name, page: Number(page) }, kind);
  };

  const main: Resource = { kind: "feed", name: "main" };
  const mainPath = writeResource(main);
  for (const kind of feedDocuments) {
    gate.get(`/${kind.fileName}`, (c) => {
      const answerMain = () => answer(c, main, kind, mainPath);
      return kind === pageKind && c.env.url.includes("?") ? answerFrontQuery(c, memory, answerMain) : answerMain();
    });
    for (const collection of collections) {
      gate.get(`/${collection}/:slug/${kind.fileName}`, (c) =>
        answer(c, { kind: "feed", name: `${collection}/${c.req.param("slug")}` }, kind),
      );
    }
  }
  for (const kind of archiveDocuments) {
    gate.get(`/archive/:page/${kind.fileName}`, (c) => answerArchive(c, "main", kind));
    for (const collection of collections) {
      gate.get(`/${collection}/:slug/archive/:page/${kind.fileName}`, (c) =>
        answerArchive(c, `${collection}/${c.req.param("slug")}`, kind),
      );
    }
  }
  for (const kind of rootDocuments) {
    gate.get(`/${kind.fileName}`, (c) => answer(c, main, kind, mainPath));
  }
  gate.get("/articles/:slug", (c) => answer(c, { kind: "article", slug: c.req.param("slug") }, pageKind));
  gate.get("/media/:name", (c) => answerMedia(c.req.raw, c.req.param("name"), c.env));
  for (const { path, answerFile } of staticFiles) gate.get(path, (c) => answerFile(c.env.settings));
  gate.get("/style/:version/:theme/:file", (c) =>
    answerThemeFile(c.req.param("theme"), c.req.param("file"), c.env.settings),
  );
  gate.get("/feed", (c) => answerNegotiated(c));
  // Not a route for "*": a request that matches two routes takes Hono's slow path, and every poll would.
  gate.notFound((c: GateContext) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return answerOther(c, memory, answer);
    return c.req.method === "OPTIONS" ? optionsAnswer() : methodNotAllowed();
  });
  return gate;
}

/** Answers a poll and hands its outcome to the counter; the answer does not wait for the count. */
function answerCounted(
  request: Request,
  address: DocumentAddress,
  bindings: GateBindings,
  memory: GateMemory,
): Response | Promise<Response> {
  const { resource, path, kind, key } = address;
  const { settings, ask, now, count } = bindings;
  const { headers } = request;
  // Written out: spreading two objects into one costs a microsecond.
  const answer = answerDocument({ request, headers, resource, path, kind, key, settings, ask, now }, memory);
  const finish = ({ response, outcome }: Answer): Response => {
    if (outcome !== undefined && kind.isFeed && resource.kind === "feed")
      count?.(resource.name, kind.id, headers, outcome);
    return response;
  };
  return answer instanceof Promise ? answer.then(finish) : finish(answer);
}

/** WordPress's plain permalinks: `/?feed=rss2` names a feed, `/?p=12` an article. Any other query is ignored. */
async function answerFrontQuery(
  c: GateContext,
  { names }: GateMemory,
  answerFront: () => Response | Promise<Response>,
): Promise<Response> {
  const { url, settings, ask } = c.env;
  const target =
    findLegacyQueryTarget(c.req.query("feed") ?? null) ?? (await findAliasTarget(new URL(url), ask, names));
  return target === undefined ? answerFront() : redirect(301, settings.publicUrl + target);
}

/** RFC 9110 §12.5.1: one address for those who let the server choose; it sends on, so that every feed has one address. */
function answerNegotiated(c: GateContext): Response {
  const { fileName } = chooseMediaType(c.req.header("accept") ?? null, allFormats);
  return redirect(302, `${c.env.settings.publicUrl}/${fileName}`, "Accept");
}

type AnswerResource = (c: GateContext, resource: Resource, kind: DocumentKind) => Response | Promise<Response>;

/** A list, an address of a former tool or of an article's former home, or the publication's key; else there is nothing. */
async function answerOther(c: GateContext, memory: GateMemory, answer: AnswerResource): Promise<Response> {
  const { settings, ask } = c.env;
  const url = new URL(c.req.url);
  const path = url.pathname;
  const list = readListPath(path.slice(1));
  if (list !== undefined && list.list !== "index-now-key") return answer(c, list, listKind);
  const target = findLegacyTarget(path) ?? (await findAliasTarget(url, ask, memory.names));
  if (target !== undefined) return redirect(301, settings.publicUrl + target);
  return list === undefined ? answerMissing(c, pageKind, memory) : answer(c, list, keyKind);
}

function answerMissing(c: GateContext, kind: DocumentKind, memory: GateMemory): Promise<Response> {
  const { ask, settings } = c.env;
  return answerNotFound({ request: c.req.raw, kind, ask, settings }, memory, { status: "missing" });
}

async function findAliasTarget(url: URL, ask: AskOrigin, names: KnownNames): Promise<string | undefined> {
  const alias = aliasOf(url);
  if (alias === "/") return undefined;
  const [path = "", ...query] = alias.split("?");
  const search = query.length === 0 ? "" : `?${query.join("?")}`;
  if (!(await names.admitAlias(path, search, ask))) return undefined;
  const response = await ask(writeAliasAddress(alias)).catch(() => undefined);
  if (!response?.ok) return undefined;
  const { slug } = await response.json<{ slug: string }>();
  return articlePath(slug);
}
