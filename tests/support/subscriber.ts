import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

// A subscriber on loopback, over real HTTP: it keeps what it was sent, and answers as it is told.

export interface Received {
  readonly method: string;
  /** Path and query as they came. */
  readonly target: string;
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly at: number;
}

export interface Told {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Subscriber {
  /** Without a slash at its end. */
  readonly url: string;
  readonly received: Received[];
  /** Those to one path, by its beginning. */
  to(path: string): Received[];
  /** Waits until so many have come to a path. */
  waitFor(path: string, count: number, timeoutMs?: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

/** Repeats the challenge, and takes every delivery. */
export function agree({ method, query }: Received): Told {
  return method === "GET" ? { status: 200, body: query.get("hub.challenge") ?? "" } : { status: 204 };
}

export async function startSubscriber(
  answer: (request: Received, response: ServerResponse) => Told | undefined | Promise<Told | undefined> = agree,
): Promise<Subscriber> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    receive(request).then(async (one) => {
      received.push(one);
      const told = await answer(one, response);
      if (told !== undefined) response.writeHead(told.status, told.headers ?? {}).end(told.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The subscriber has no port");
  const to = (path: string) => received.filter(({ target }) => target.startsWith(path));
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    to,
    async waitFor(path, count, timeoutMs = 15_000) {
      const deadline = Date.now() + timeoutMs;
      while (to(path).length < count) {
        if (Date.now() > deadline) throw new Error(`${to(path).length} of ${count} requests came to ${path}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return to(path);
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function receive(request: IncomingMessage): Promise<Received> {
  const at = Date.now();
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const target = request.url ?? "";
  return {
    method: request.method ?? "",
    target,
    query: new URL(target, "http://subscriber.invalid").searchParams,
    headers: request.headers as Record<string, string>,
    body: Buffer.concat(chunks),
    at,
  };
}
