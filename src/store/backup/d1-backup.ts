import type { BackupRow, BackupStore, BackupTable, RestoreProblem } from "../../feed/publishing/backup-store.ts";

/** Work in progress, limits, and counts that triggers keep: a restored store begins with its own. */
const TRANSIENT: ReadonlySet<string> = new Set([
  ...["d1_migrations", "publication_settings", "push_heads", "intents", "verification_slots", "subscription_counts"],
  ...["media_walk", "uploads", "upload_parts", "sources", "app_tokens"],
]);

const OF_SUBSCRIBERS: ReadonlySet<string> = new Set(["subscriptions", "callback_hosts", "dead_letters"]);

const LIST_TABLES = `SELECT t.name AS "table", c.name AS column, c.pk AS place
  FROM sqlite_master t JOIN pragma_table_info(t.name) c
  WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name NOT LIKE '\\_cf\\_%' ESCAPE '\\'
  ORDER BY t.rowid, c.cid`;

/** The batch fails as a whole where a publication is stored already. */
const REQUIRE_EMPTY =
  "INSERT INTO refusals (reason) SELECT 'conflict' WHERE EXISTS (SELECT 1 FROM site WHERE profile IS NOT NULL)";

/** Readers have seen the revisions and dates that come back: no ETag may be used twice, and no earlier date proves anything. */
const RENEW_EPOCH = "UPDATE site SET database_id = lower(hex(randomblob(8))), epoch_mark = 'restored'";

interface Table extends BackupTable {
  readonly columns: ReadonlySet<string>;
}

export function createBackupStore(db: D1Database, bucket: R2Bucket): BackupStore {
  async function findTable(name: string): Promise<Table | undefined> {
    return (await readTables(db)).find((table) => table.name === name);
  }

  async function isEmpty(): Promise<boolean> {
    return (await db.prepare("SELECT 1 FROM site WHERE profile IS NOT NULL").first()) === null;
  }

  return {
    async listTables() {
      return (await readTables(db)).map(({ name, key, isPrivate }) => ({ name, key, isPrivate }));
    },
    async readRevision() {
      return (await db.prepare("SELECT max(revision) AS revision FROM revisions").first<number>("revision")) ?? 0;
    },
    async listRows(name, after, limit) {
      const table = await findTable(name);
      if (table === undefined) return undefined;
      const statement = db.prepare(writeSelect(table, after.length > 0)).bind(...after, limit);
      return (await statement.all<BackupRow>()).results;
    },
    async restoreRows(name, rows) {
      const table = await findTable(name);
      if (table === undefined) return { reason: "table-unknown", table: name };
      const [first] = rows;
      if (first === undefined) return (await isEmpty()) ? undefined : { reason: "store-not-empty" };
      const columns = Object.keys(first);
      const column = columns.find((one) => !table.columns.has(one));
      if (column !== undefined) return { reason: "column-unknown", table: name, column };
      const insert = db.prepare(writeInsert(name, columns));
      const inserts = rows.map((row) => insert.bind(...columns.map((one) => row[one] ?? null)));
      const last = name === "site" ? [db.prepare(RENEW_EPOCH)] : [];
      return refuseUnlessEmpty(db.batch([db.prepare(REQUIRE_EMPTY), ...inserts, ...last]));
    },
    async readObject(name) {
      const object = await bucket.get(name);
      if (object === null) return undefined;
      return { body: object.body, mediaType: object.httpMetadata?.contentType ?? "" };
    },
    async hasObject(name) {
      return (await bucket.head(name)) !== null;
    },
    async restoreObject({ name, mediaType }, bytes) {
      if (!(await isEmpty())) return { reason: "store-not-empty" };
      await bucket.put(name, bytes, { httpMetadata: { contentType: mediaType } });
      return undefined;
    },
  };
}

async function readTables(db: D1Database): Promise<readonly Table[]> {
  const { results } = await db.prepare(LIST_TABLES).all<{ table: string; column: string; place: number }>();
  const names = [...new Set(results.map(({ table }) => table))].filter((name) => !TRANSIENT.has(name));
  // `site` last: its profile makes the publication visible, and ends the restore.
  const ordered = [...names.filter((name) => name !== "site"), "site"];
  return ordered.map((name) => {
    const own = results.filter(({ table }) => table === name);
    const key = own.filter(({ place }) => place > 0).sort((a, b) => a.place - b.place);
    const columns = new Set(own.map(({ column }) => column));
    return { name, key: key.map(({ column }) => column), isPrivate: OF_SUBSCRIBERS.has(name), columns };
  });
}

/** Names come from the schema alone, never from a request. */
function writeSelect({ name, key }: Table, isContinued: boolean): string {
  const keys = key.map(quote).join(", ");
  const start = isContinued ? `WHERE (${keys}) > (${key.map(() => "?").join(", ")})` : "";
  return `SELECT * FROM ${quote(name)} ${start} ORDER BY ${keys} LIMIT ?`;
}

function writeInsert(name: string, columns: readonly string[]): string {
  // A store has a row of its own in `site` from the beginning.
  const verb = name === "site" ? "INSERT OR REPLACE" : "INSERT OR IGNORE";
  return `${verb} INTO ${quote(name)} (${columns.map(quote).join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function refuseUnlessEmpty(work: Promise<unknown>): Promise<RestoreProblem | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (/edgewire refuses: conflict/.test(String(error))) return { reason: "store-not-empty" };
    throw error;
  }
}
