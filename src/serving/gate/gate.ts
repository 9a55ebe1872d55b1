import { feedDocuments, rootDocuments } from "../documents.ts";
import { failed } from "../plain-responses.ts";
import { createRateLimit } from "../rate-limit.ts";
import { createRenderings } from "../renderings.ts";
import { CATALOGUE, MAIN } from "../resource.ts";
import { answerCounted, type GateBindings } from "./answer-counted.ts";
import { addressOf, type DocumentAddress, type GateMemory } from "./gate-memory.ts";
import { createHeads } from "./heads.ts";
import { createKnownNames } from "./known-names.ts";
import { createNewestRevision } from "./newest-revision.ts";
import type { QuestionPorts } from "./questions.ts";
import { createRoutes } from "./routes.ts";

/** The isolate's services that the gate uses. */
export interface IsolatePorts extends QuestionPorts {
  readonly drawSeed: () => number;
  /** How many unknown names are looked up before the isolate learns all names; for tests. */
  readonly freeLookups?: number;
}

export function createGateMemory({ now, sleep, drawSeed, freeLookups }: IsolatePorts): GateMemory {
  const names = createKnownNames({ now, sleep }, freeLookups);
  return {
    now,
    sleep,
    names,
    heads: createHeads({ now, names, newest: createNewestRevision({ now, sleep }) }),
    renderings: createRenderings(),
    prepared: new Map(),
    rateLimit: createRateLimit(drawSeed),
  };
}

/** Routes and answers the requests of readers. */
export interface Gate {
  readonly fetch: (request: Request, bindings: GateBindings) => Response | Promise<Response>;
}

const MAX_KNOWN_ADDRESSES = 5000;
const MAX_KNOWN_LENGTH = 1000;

/** The readers' side of the worker: every address of a publication but the API. Touches no store itself. */
export function createGate(memory: GateMemory): Gate {
  // Which document each address names: a poll that comes again needs no router, which is a tenth of what it costs.
  const known = new Map<string, DocumentAddress>();
  let routes: ReturnType<typeof createRoutes> | undefined;

  function note(url: string, address: DocumentAddress): void {
    // Queries are ignored, and there is no end to them.
    if (url.length > MAX_KNOWN_LENGTH || url.includes("?")) return;
    if (known.size >= MAX_KNOWN_ADDRESSES) known.clear();
    known.set(url, address);
  }

  function findFixed(url: string): DocumentAddress | undefined {
    const address = fixedAddresses.get(url.slice(url.indexOf("/", 8)));
    if (address !== undefined) note(url, address);
    return address;
  }

  function answer(request: Request, bindings: GateBindings): Response | Promise<Response> {
    const address = known.get(bindings.url) ?? findFixed(bindings.url);
    if (address !== undefined && request.method === "GET") return answerCounted(request, address, bindings, memory);
    routes ??= createRoutes(memory, note);
    return routes(request, bindings);
  }

  return {
    fetch(request, bindings) {
      try {
        const answered = answer(request, bindings);
        return answered instanceof Promise ? answered.catch((error) => answerBug(error, bindings.url)) : answered;
      } catch (error) {
        return answerBug(error, bindings.url);
      }
    },
  };
}

/** An address for logs: a partner's token in it is left out. */
function hideToken(address: string): string {
  return address.replace(/[\w-]{24,64}(?=\.(xml|json))/g, "…");
}

/** Expected failures are values, so this is a bug. Left to the runtime, it would be answered with a page of HTML. */
function answerBug(error: unknown, url: string): Response {
  console.error(`Cannot answer ${hideToken(url)}:`, error);
  return failed();
}

/** The documents of the main feed, and those that list everything, by path: an isolate that is polled for nothing else builds no routes. */
const fixedAddresses: ReadonlyMap<string, DocumentAddress> = new Map(
  [...feedDocuments, ...rootDocuments].map((kind) => [
    `/${kind.fileName}`,
    addressOf(kind.isFeed ? MAIN : CATALOGUE, kind),
  ]),
);
