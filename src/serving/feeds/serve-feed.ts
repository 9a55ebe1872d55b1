import { isNotModified, listTags } from "../../http/validators.ts";
import { answerBytes } from "../../http/write-bytes.ts";
import { createSingleFlight } from "../../lib/single-flight.ts";
import { labelDelta, wantsDelta } from "../delta.ts";
import { methodNotAllowed, optionsAnswer, tooManyRequests, unavailable } from "../plain-responses.ts";
import { createRateLimit } from "../rate-limit.ts";
import { type FeedKind, feedKinds } from "./feed-kinds.ts";
import {
  createFeedMemory,
  createLoadedFeed,
  type LoadedDocument,
  type LoadedFeed,
  prepareDocument,
  renderBytes,
  tagRevision,
} from "./feed-memory.ts";
import type { ServingOptions } from "./serving-options.ts";

/** Answers requests for feeds; undefined for an address that is none of them. */
type FeedServer = (request: Request) => Response | Promise<Response> | undefined;

const servers = new WeakMap<ServingOptions, FeedServer>();

/**
 * Serves feeds from any fetch handler: formats, conditional requests, compression, deltas, memory. The answer to an address that is no
 * feed's is undefined, unless `options.format` says that every address is.
 */
export function serveFeed<Options extends ServingOptions>(
  request: Request,
  options: Options,
): Options extends { readonly format: string }
  ? Response | Promise<Response>
  : Response | Promise<Response> | undefined;
export function serveFeed(request: Request, options: ServingOptions): Response | Promise<Response> | undefined {
  let server = servers.get(options);
  if (server === undefined) {
    server = createFeedServer(options);
    servers.set(options, server);
  }
  return server(request);
}

const MAX_KNOWN_ADDRESSES = 1000;
const MAX_KNOWN_LENGTH = 500;

/** An address as it came, and what it names. */
interface Address {
  readonly kind: FeedKind;
  /** Without query and fragment: the feed's own address. */
  readonly self: string;
}

function createFeedServer(options: ServingOptions): FeedServer {
  const known = new Map<string, Address>();
  const find = createFinder(options);
  const limitRate = createLimit(options);

  function locate(url: string): Address | undefined {
    const noted = known.get(url);
    if (noted !== undefined) return noted;
    const address = findAddress(url, options);
    // Queries are ignored, and there is no end to them; the other addresses of an application are its own.
    if (address === undefined || url.length > MAX_KNOWN_LENGTH || url.includes("?")) return address;
    if (known.size >= MAX_KNOWN_ADDRESSES) known.clear();
    known.set(url, address);
    return address;
  }

  return (request) => {
    const address = locate(request.url);
    if (address === undefined) return undefined;
    const { method } = request;
    if (method !== "GET" && method !== "HEAD") return method === "OPTIONS" ? optionsAnswer() : methodNotAllowed();
    const now = Date.now();
    const held = find.peek(now);
    const document = held?.documents.get(address.self);
    if (held !== undefined && document !== undefined) return answer(request, address, held, document, now);
    return (held === undefined ? find.load(request, now) : Promise.resolve(held)).then(async (loaded) => {
      if (loaded === undefined) return unavailable();
      const made =
        loaded.documents.get(address.self) ?? (await prepareDocument(loaded, address.kind, address.self, options));
      return answer(request, address, loaded, made, now);
    });
  };

  function answer(
    request: Request,
    address: Address,
    loaded: LoadedFeed,
    document: LoadedDocument,
    now: number,
  ): Response | Promise<Response> {
    const { headers } = request;
    const { answers, tag } = document;
    const ifNoneMatch = headers.get("if-none-match");
    // Most polls end here: the client repeats the newest tag letter by letter.
    if (ifNoneMatch === answers.entityTag) return notModified(answers);
    const ifModifiedSince = headers.get("if-modified-since");
    const lastModified = loaded.lastModified ?? Number.POSITIVE_INFINITY;
    if (isNotModified({ ifNoneMatch, ifModifiedSince }, { tag, lastModified }, now)) return notModified(answers);
    if (ifNoneMatch === null && ifModifiedSince === null) {
      const refused = limitRate(request, address, now);
      if (refused !== undefined) return refused;
    }
    const delta =
      ifNoneMatch === null ? undefined : answerDelta(request, address, loaded, document, listTags(ifNoneMatch));
    if (delta !== undefined) return delta;
    document.bytes ??= renderBytes(loaded.feed, address.kind);
    find.versions.note(tag, loaded.feed);
    return answerBytes(request.method, headers.get("accept-encoding"), answers, document.bytes);
  }

  /** Only the entries after those that the client holds (RFC 3229); undefined if it gets the whole feed. */
  function answerDelta(
    { method, headers }: Request,
    { kind }: Address,
    loaded: LoadedFeed,
    { answers, tag }: LoadedDocument,
    tags: readonly string[],
  ): Promise<Response> | undefined {
    if (!kind.hasDeltas || !wantsDelta(headers)) return undefined;
    const since = find.versions.sinceAny(tags, loaded.feed);
    if (since === undefined) return undefined;
    find.versions.note(tag, loaded.feed);
    const bytes = renderBytes(since, kind);
    return Promise.resolve(answerBytes(method, headers.get("accept-encoding"), answers, bytes)).then((response) =>
      labelDelta(response, headers),
    );
  }
}

/** A response of its own for each request: middleware may add headers to it. */
function notModified({ notModifiedHeaders }: LoadedDocument["answers"]): Response {
  return new Response(null, { status: 304, headers: notModifiedHeaders });
}

function findAddress(url: string, { format, paths }: ServingOptions): Address | undefined {
  const parsed = new URL(url);
  const { origin, pathname } = parsed;
  const kind = feedKinds.find(({ id, defaultPath }) =>
    format === undefined ? (paths === undefined ? defaultPath : paths[id]) === pathname : id === format,
  );
  return kind && { kind, self: origin + pathname };
}

function createFinder({ load, revision, memorySeconds = 2, onError = console.error }: ServingOptions) {
  const memory = createFeedMemory();
  const flights = createSingleFlight<LoadedFeed>(30_000);

  async function refresh(request: Request, now: number): Promise<LoadedFeed> {
    const tag = revision && tagRevision(await revision(request));
    const { loaded } = memory;
    const isSame = loaded !== undefined && tag !== undefined && loaded.tag === tag;
    memory.loaded = isSame ? loaded : createLoadedFeed(await load(request), tag, now);
    memory.checkedAt = now;
    return memory.loaded;
  }

  return {
    versions: memory.versions,
    /** The feed in memory, if it needs no check. */
    peek: (now: number) => (now - memory.checkedAt < memorySeconds * 1000 ? memory.loaded : undefined),
    async load(request: Request, now: number): Promise<LoadedFeed | undefined> {
      try {
        return await flights.join("", () => refresh(request, now));
      } catch (error) {
        onError(error);
        return memory.loaded;
      }
    },
  };
}

function createLimit({ maxUnconditionalPerHour, clientOf = readClient }: ServingOptions) {
  const rateLimit = createRateLimit(() => Math.floor(Math.random() * 2 ** 32));
  return (request: Request, { self }: Address, now: number): Response | undefined => {
    if (maxUnconditionalPerHour === undefined) return undefined;
    const client = `${clientOf(request)} ${request.headers.get("user-agent")} ${self}`;
    const waitSeconds = rateLimit.countUnconditional(client, maxUnconditionalPerHour, now);
    return waitSeconds === undefined ? undefined : tooManyRequests(waitSeconds);
  };
}

function readClient({ headers }: Request): string {
  return headers.get("cf-connecting-ip") ?? headers.get("x-real-ip") ?? headers.get("x-forwarded-for") ?? "";
}
