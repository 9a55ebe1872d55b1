import { randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sleep } from "./wait.ts";

/** A request as it came: the target's bytes untouched, so that an altered query can be seen. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly params: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** How many Link headers there are. */
  readonly rawLinks: number;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
}

/** How a subscriber behaves; it may change its mind between two requests. */
export interface CallbackScript {
  verification: (request: Received) => Reply;
  delivery: (request: Received) => Reply;
}

export interface Callback {
  readonly url: string;
  readonly script: CallbackScript;
  /** Everything that came, oldest first. */
  readonly received: readonly Received[];
}

export interface CallbackServer {
  readonly base: string;
  /** `suffix` follows the callback's own path: more path, or a query. */
  open(script?: Partial<CallbackScript>, suffix?: string): Callback;
  /** Serves a document of the kit's own. */
  serve(path: string, write: () => Reply): string;
  close(): Promise<void>;
}

/** What a parameter of the hub's is: a callback's own parameter of that name stands before it. */
export function hubParam({ params }: Received, name: string): string | undefined {
  return params.getAll(name).at(-1);
}

/** WebSub §5.3.1: the challenge and nothing else, under a type that no browser runs. */
export function echoChallenge(request: Received): Reply {
  return {
    status: 200,
    body: hubParam(request, "hub.challenge") ?? "",
    headers: { "Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff" },
  };
}

const obedient: CallbackScript = { verification: echoChallenge, delivery: () => ({ status: 204 }) };

/** `publicBase`: where a hub elsewhere reaches this server; undefined: where it listens. */
export async function startCallbacks(listenHost: string, port: number, publicBase?: string): Promise<CallbackServer> {
  const callbacks = new Map<string, { readonly script: CallbackScript; readonly received: Received[] }>();
  const documents = new Map<string, () => Reply>();

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    const path = request.target.split(/[?#]/)[0] ?? "";
    const document = documents.get(path);
    if (document !== undefined) return send(response, document());
    const callback = callbacks.get(path.split("/")[2] ?? "");
    if (callback === undefined) return send(response, { status: 404 });
    callback.received.push(request);
    const { verification, delivery } = callback.script;
    return send(response, request.method === "POST" ? delivery(request) : verification(request));
  }

  const server = createServer((message, response) => {
    // A hub that hangs up is no fault of the kit's.
    answer(message, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, listenHost, resolve));
  const base = publicBase ?? `http://${listenHost}:${(server.address() as AddressInfo).port}`;

  return {
    base,
    open(script = {}, suffix = "") {
      const id = randomBytes(12).toString("hex");
      const callback = { script: { ...obedient, ...script }, received: [] };
      callbacks.set(id, callback);
      return { url: `${base}/callback/${id}${suffix}`, ...callback };
    },
    serve(path, write) {
      documents.set(path, write);
      return base + path;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(message: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const target = message.url ?? "/";
  const query = target.includes("?") ? target.slice(target.indexOf("?") + 1) : "";
  return {
    method: message.method ?? "",
    target,
    params: new URLSearchParams(query),
    headers: message.headers,
    rawLinks: message.headersDistinct.link?.length ?? 0,
    body: Buffer.concat(chunks),
  };
}

async function send(response: ServerResponse, { status, body, headers, delayMs }: Reply): Promise<void> {
  if (delayMs !== undefined) await sleep(delayMs);
  response.writeHead(status, headers);
  response.end(body);
}
