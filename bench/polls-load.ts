import { connect, type Socket } from "node:net";

// A bounded load over loopback: HTTP/1.1, kept alive, never pipelined. What the generator itself costs is not counted.

const CONNECTIONS = 16;
const PATIENCE_MS = 30_000;

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
 * need only be counted. Whatever breaks off or differs fails the next `send`, or the one under way.
 */
export async function openLoad(port: number, request: Buffer): Promise<Load> {
  const { status, sizeBytes } = await askOnce(port, request);
  const begins = Buffer.from(`HTTP/1.1 ${status} `);
  const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(port)));
  const missing = sockets.map(() => 0);
  let unsent = 0;
  let unanswered = 0;
  let settle: (error?: Error) => void = () => {};

  function next(index: number): void {
    if (unsent === 0) return;
    unsent -= 1;
    missing[index] = sizeBytes;
    sockets[index]?.write(request);
  }

  function count(index: number, chunk: Buffer): void {
    const before = missing[index] ?? 0;
    if (before === sizeBytes && chunk.compare(begins, 0, begins.length, 0, begins.length) !== 0) {
      settle(new Error(`Wanted ${status}, found ${chunk.subarray(0, 40).toString("latin1")}`));
      return;
    }
    missing[index] = before - chunk.length;
    if (before < chunk.length) {
      settle(new Error(`An answer came longer than the first (${sizeBytes} bytes)`));
      return;
    }
    if (before > chunk.length) return;
    unanswered -= 1;
    if (unanswered === 0) settle();
    else next(index);
  }

  for (const [index, socket] of sockets.entries()) {
    failLate(socket, (error) => settle(error));
    socket.on("data", (chunk) => count(index, chunk));
  }
  return {
    send: (requests) =>
      new Promise((resolve, reject) => {
        settle = (error) => (error === undefined ? resolve() : reject(error));
        unsent = requests;
        unanswered = requests;
        for (const index of sockets.keys()) next(index);
      }),
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
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
