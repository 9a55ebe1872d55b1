import { connect, type Socket } from "node:net";

// A bounded load over loopback: HTTP/1.1, kept alive, never pipelined. The generator's own cost is not counted.

const CONNECTIONS = 16;
const PATIENCE_MS = 30_000;
/** workerd closes a connection that is idle for 5 s. */
const MAX_IDLE_MS = 2000;

/** A request as it goes over the wire. */
export function writeRequest(path: string, headers: Readonly<Record<string, string>> = {}): Buffer {
  const lines = Object.entries({ Host: "127.0.0.1", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
}

export interface WireAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Head and body as they came, framing included. */
  readonly sizeBytes: number;
}

/** Sends one request on a connection of its own and reads the answer to its end. */
export async function askOnce(port: number, request: Buffer): Promise<WireAnswer> {
  const socket = await open(port);
  try {
    return await new Promise((resolve, reject) => {
      let received = Buffer.alloc(0);
      failLate(socket, reject);
      socket.on("data", (chunk) => {
        received = Buffer.concat([received, chunk]);
        const answer = readAnswer(received);
        if (answer !== undefined) resolve(answer);
      });
      socket.write(request);
    });
  } finally {
    socket.destroy();
  }
}

/** Connections to one server, kept open, over which one request is sent again and again. */
export interface Load {
  send(count: number): Promise<void>;
  close(): void;
}

/**
 * Opens a load whose answers must all have the status and the size of the first one, which is read in full, so that the rest
 * need only be counted.
 */
export async function openLoad(port: number, request: Buffer): Promise<Load> {
  const { status, sizeBytes } = await askOnce(port, request);
  const expected = { request, sizeBytes, begins: Buffer.from(`HTTP/1.1 ${status} `) };
  let sockets: Socket[] = [];
  let usedAt = Number.NEGATIVE_INFINITY;
  const close = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    async send(count) {
      if (performance.now() - usedAt > MAX_IDLE_MS) {
        close();
        sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)));
      }
      const orders = { left: count };
      await Promise.all(sockets.map((socket) => work(socket, orders, expected)));
      usedAt = performance.now();
    },
    close,
  };
}

interface Expected {
  readonly request: Buffer;
  readonly sizeBytes: number;
  /** How every answer begins. */
  readonly begins: Buffer;
}

/** Sends on one connection, each request after the answer to the one before, until nothing is left to be sent. */
function work(socket: Socket, orders: { left: number }, { request, sizeBytes, begins }: Expected): Promise<void> {
  return new Promise((resolve, reject) => {
    let missing = 0;
    const end = (error?: Error) => {
      socket.removeAllListeners();
      socket.on("error", () => {});
      if (error === undefined) resolve();
      else reject(error);
    };
    const next = () => {
      if (orders.left === 0) return end();
      orders.left -= 1;
      missing = sizeBytes;
      socket.write(request);
    };
    failLate(socket, end);
    socket.on("data", (chunk) => {
      if (missing === sizeBytes && chunk.compare(begins, 0, begins.length, 0, begins.length) !== 0) {
        return end(new Error(`Wanted ${begins}, found ${chunk.subarray(0, 40).toString("latin1")}`));
      }
      missing -= chunk.length;
      if (missing < 0) end(new Error(`An answer came longer than the first (${sizeBytes} bytes)`));
      else if (missing === 0) next();
    });
    next();
  });
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });
}

function failLate(socket: Socket, reject: (error: Error) => void): void {
  socket.on("error", reject);
  socket.on("close", () => reject(new Error("The connection was closed before the answer ended")));
  socket.setTimeout(PATIENCE_MS, () => reject(new Error(`No answer within ${PATIENCE_MS} ms`)));
}

/** The answer, once it has come to its end. */
function readAnswer(received: Buffer): WireAnswer | undefined {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const [statusLine = "", ...lines] = received.subarray(0, headEnd).toString("latin1").split("\r\n");
  const headers = new Map(lines.map((line) => readField(line)));
  const status = Number(statusLine.split(" ")[1]);
  const sizeBytes = findEnd(received, headEnd + 4, status, headers);
  return sizeBytes === undefined || received.length < sizeBytes ? undefined : { status, headers, sizeBytes };
}

function readField(line: string): [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

/** RFC 9112 §6.3: no body, chunks, or a length. */
function findEnd(
  received: Buffer,
  start: number,
  status: number,
  headers: ReadonlyMap<string, string>,
): number | undefined {
  if (status === 204 || status === 304) return start;
  if (headers.get("transfer-encoding") !== "chunked") return start + Number(headers.get("content-length"));
  for (let position = start; ; ) {
    const lineEnd = received.indexOf("\r\n", position);
    if (lineEnd === -1) return undefined;
    const length = Number.parseInt(received.subarray(position, lineEnd).toString("latin1"), 16);
    position = lineEnd + 2 + length + 2;
    if (length === 0) return position;
  }
}
