import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";

/** One poll as it passed by. */
export interface Poll {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly status: number;
}

export interface RecordingProxy {
  /** Without a slash at its end; stands for the publication's. */
  readonly url: string;
  readonly listPolls: (path: string) => readonly Poll[];
  readonly close: () => Promise<void>;
}

/** Passes every request on to a publication unchanged, and remembers what was asked and how it was answered. */
export async function createRecordingProxy(target: string): Promise<RecordingProxy> {
  const polls: Poll[] = [];
  const server = createServer((asked, answer) => {
    const path = asked.url ?? "/";
    const passedOn = request(target + path, { method: asked.method, headers: asked.headers }, (response) => {
      const status = response.statusCode ?? 0;
      polls.push({ path, headers: asked.headers, status });
      answer.writeHead(status, response.rawHeaders);
      response.pipe(answer);
    });
    passedOn.once("error", () => answer.writeHead(502).end());
    asked.pipe(passedOn);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return {
    url: `http://localhost:${portOf(server)}`,
    listPolls: (path) => polls.filter((poll) => poll.path === path),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The recording proxy has no port");
  return address.port;
}
