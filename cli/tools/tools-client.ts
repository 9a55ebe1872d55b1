import { UsageError } from "../../src/lib/usage-error.ts";
import { type ApiAnswer, describeProblem, type ProblemBody, readAnswer } from "../api/answers.ts";
import type { Connection } from "../connect.ts";
import { createTransport, NODE_PORTS, type TransportPorts } from "../transport.ts";

/** The token of a writing tool; times are RFC 3339. */
export interface TokenLine {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created: string;
  /** A day. */
  readonly used?: string;
}

/** An article as it is stored. */
export interface StoredEdition {
  readonly source: string;
  readonly kind: string;
  readonly contentHash: string;
}

/** Speaks to the API about writing tools and what they wrote. */
export interface ToolsClient {
  listTokens(): Promise<readonly TokenLine[]>;
  /** The token itself is in this answer alone. */
  createToken(name: string, scopes: readonly string[]): Promise<string>;
  revokeToken(name: string): Promise<ApiAnswer>;
  readArticle(key: string): Promise<StoredEdition>;
  readMedium(name: string): Promise<Uint8Array>;
  /** Tells the publication that the folder has this edition; false: another one is stored. */
  acceptEdition(key: string, contentHash: string): Promise<boolean>;
}

export function createToolsClient({ base, token }: Connection, ports: TransportPorts = NODE_PORTS): ToolsClient {
  const send = createTransport(base, token, ports);

  async function ask<Body>(path: string, init: Parameters<typeof send>[1] = {}): Promise<Body> {
    const answer = readAnswer<ProblemBody & Body>(await send(path, init));
    if (answer.status >= 400) throw new UsageError(`${base} refuses: ${describeProblem(answer)}`);
    return answer.body;
  }

  return {
    async listTokens() {
      return (await ask<{ readonly tokens?: readonly TokenLine[] }>("/api/tokens")).tokens ?? [];
    },
    async createToken(name, scopes) {
      const body = JSON.stringify({ name, scopes });
      const headers = { "Content-Type": "application/json" };
      const answer = await ask<{ readonly token: string }>("/api/tokens", { method: "POST", headers, body });
      return answer.token;
    },
    async revokeToken(name) {
      return readAnswer(await send(`/api/tokens/${encodeURIComponent(name)}`, { method: "DELETE" }));
    },
    readArticle: (key) => ask<StoredEdition>(`/api/articles/${writeKey(key)}`),
    async readMedium(name) {
      let bytes = new Uint8Array();
      const save = async (body: ReadableStream<Uint8Array>) => {
        bytes = new Uint8Array(await new Response(body).arrayBuffer());
      };
      const answer = await send(`/api/backup/media/${name}`, { save });
      if (answer.status !== 200) throw new UsageError(`${base} has no picture ${name} (${answer.status})`);
      return bytes;
    },
    async acceptEdition(key, contentHash) {
      const headers = { "If-Match": `"${contentHash}"` };
      return (await send(`/api/pulls/${writeKey(key)}`, { method: "POST", headers })).status < 400;
    },
  };
}

function writeKey(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}
