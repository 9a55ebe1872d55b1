import { createServer } from "node:http";

export interface Sink {
  readonly port: number;
  /** How often each subscriber took the delivery. */
  readonly delivered: Map<number, number>;
  /** The bytes of its first delivery. */
  readonly bytes: Map<number, number>;
  readonly mostAtOnce: number;
  readonly mostInAll: number;
  readonly requests: number;
  /** When the last subscriber had its first delivery. */
  readonly lastAt: number;
  /** When each subscriber was last sent something: when the request had come in, however long the answer takes. */
  readonly receivedAt: Map<number, number>;
  close(): Promise<void>;
}

export interface SinkOptions {
  readonly isFailing: (subscriber: number) => boolean;
  /** How long a subscriber takes for its answer. */
  readonly delayMs: (subscriber: number) => number;
}

/** Every subscriber in one server on all of 127.0.0.0/8; the host is what the client calls it. */
export async function startSink({ isFailing, delayMs }: SinkOptions): Promise<Sink> {
  const inFlight = new Map<string, number>();
  const state = { delivered: new Map<number, number>(), bytes: new Map<number, number>(), mostAtOnce: 0, mostInAll: 0 };
  const counts = { inAll: 0, requests: 0, lastAt: 0 };
  const receivedAt = new Map<number, number>();
  const server = createServer((request, response) => {
    const host = request.headers.host ?? "";
    const subscriber = Number((request.url ?? "").slice(1));
    const now = (inFlight.get(host) ?? 0) + 1;
    inFlight.set(host, now);
    counts.inAll += 1;
    counts.requests += 1;
    state.mostAtOnce = Math.max(state.mostAtOnce, now);
    state.mostInAll = Math.max(state.mostInAll, counts.inAll);
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.byteLength;
    });
    const answer = () => {
      inFlight.set(host, (inFlight.get(host) ?? 0) - 1);
      counts.inAll -= 1;
      if (!isFailing(subscriber)) {
        state.delivered.set(subscriber, (state.delivered.get(subscriber) ?? 0) + 1);
        if (!state.bytes.has(subscriber)) {
          state.bytes.set(subscriber, size);
          counts.lastAt = Date.now();
        }
      }
      response.writeHead(isFailing(subscriber) ? 500 : 204).end();
    };
    request.on("end", () => {
      receivedAt.set(subscriber, Date.now());
      if (delayMs(subscriber) > 0) setTimeout(answer, delayMs(subscriber));
      else answer();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The subscribers have no port");
  return {
    port: address.port,
    delivered: state.delivered,
    bytes: state.bytes,
    receivedAt,
    get mostAtOnce() {
      return state.mostAtOnce;
    },
    get mostInAll() {
      return state.mostInAll;
    },
    get requests() {
      return counts.requests;
    },
    get lastAt() {
      return counts.lastAt;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
