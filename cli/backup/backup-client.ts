import { UsageError } from "../../src/lib/usage-error.ts";
import { readAnswer } from "../api/answers.ts";
import { createApiClient } from "../api-client.ts";
import type { PartsClient } from "../recordings/upload-recordings.ts";
import { createTransport, type Exchange, NODE_PORTS } from "../transport.ts";

export type Row = Readonly<Record<string, string | number | null>>;

export interface Table {
  readonly name: string;
  readonly key: readonly string[];
  readonly isPrivate: boolean;
}

/** The API of backups. Every failure that stays is a UsageError with the server's sentence. */
export interface BackupClient {
  readonly readTables: () => Promise<{ readonly tables: readonly Table[]; readonly revision: number }>;
  readonly readRows: (table: Table) => AsyncGenerator<Row>;
  readonly putRows: (table: string, rows: readonly Row[]) => Promise<void>;
  /** The days that readers were counted on, as `GET /api/audience` has them: JSON. */
  readonly readAudience: () => Promise<string>;
  /** Its bytes go to `save` as they come. False: the publication has lost it. */
  readonly readMedium: (
    name: string,
    sizeBytes: number,
    save: (body: AsyncIterable<Uint8Array>) => Promise<void>,
  ) => Promise<boolean>;
  readonly hasMedium: (name: string) => Promise<boolean>;
  readonly putMedium: (name: string, mediaType: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** For a recording that is too large for {@link putMedium}. */
  readonly parts: PartsClient;
}

/** For how many days the audience is stored. */
const KEPT_DAYS = 800;

export function createBackupClient(base: string, token: string, ports = NODE_PORTS): BackupClient {
  const send = createTransport(base, token, ports);

  function require(answer: Exchange): Exchange {
    if (answer.status < 400) return answer;
    throw new UsageError(`${base} refuses: ${describe(answer)}`);
  }

  return {
    async readTables() {
      return JSON.parse(require(await send("/api/backup")).text);
    },
    async *readRows({ name, key }) {
      for (let after: readonly unknown[] = []; ; ) {
        const path = `/api/backup/rows/${name}?after=${encodeURIComponent(JSON.stringify(after))}`;
        const { rows, isLast } = JSON.parse(require(await send(path)).text) as {
          rows: readonly Row[];
          isLast: boolean;
        };
        yield* rows;
        const last = rows.at(-1);
        if (isLast || last === undefined) return;
        after = key.map((column) => last[column]);
      }
    },
    async putRows(table, rows) {
      const body = JSON.stringify({ rows });
      const headers = { "Content-Type": "application/json" };
      require(await send(`/api/backup/rows/${table}`, { method: "PUT", headers, body, sentBytes: body.length }));
    },
    async readAudience() {
      return require(await send(`/api/audience?days=${KEPT_DAYS}`)).text;
    },
    async readMedium(name, receivedBytes, save) {
      const answer = await send(`/api/backup/media/${name}`, { receivedBytes, save });
      return answer.status !== 404 && require(answer).status < 400;
    },
    async hasMedium(name) {
      return (await send(`/api/backup/media/${name}`, { method: "HEAD" })).status === 200;
    },
    async putMedium(name, mediaType, body) {
      const headers = { "Content-Type": mediaType };
      const sentBytes = body.byteLength;
      require(await send(`/api/backup/media/${name}`, { method: "PUT", headers, body, sentBytes }));
    },
    parts: {
      ...createApiClient(base, token, ports),
      // The log has its row.
      finishUpload: async (name) => readAnswer(await send(`/api/backup/media/${name}`, { method: "POST" })),
    },
  };
}

function describe({ status, text }: Exchange): string {
  try {
    const { title = "", detail = "" } = JSON.parse(text) as { title?: string; detail?: string };
    return `${status} ${title}. ${detail}`;
  } catch {
    return String(status);
  }
}
