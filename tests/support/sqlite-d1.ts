import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

// D1 as far as src/store uses it, over SQLite in memory: the real SQL, without workerd. One call is one turn of the event loop.

const MIGRATIONS = join(import.meta.dirname, "../../migrations");

/** The statements of the migrations from one number to another, both included: `0011` to `9999` for those since 0010. */
export function readMigrations(from: string, to: string): string {
  return globSync("*.sql", { cwd: MIGRATIONS })
    .sort()
    .filter((name) => name >= from && name.slice(0, 4) <= to)
    .map((file) => readFileSync(join(MIGRATIONS, file), "utf8"))
    .join("\n");
}

const SCHEMA = readMigrations("0000", "9999");

export interface Replica {
  readonly db: D1Database;
  /** Whether it has got as far as a revision. */
  holds(revision: number): boolean;
}

export interface SqliteD1 {
  /** The primary. */
  readonly db: D1Database;
  /** One read replica: it shows what was committed at least so long ago, and what its own callers have seen or written. */
  openReplica(lagMs: number): Replica;
  /** For tests to look at the primary themselves, past every fault. */
  query<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  /** An empty, migrated database with another random id, as after a restore from nothing. */
  rebuild(): void;
  /** How many commits there were so far. */
  countCommits(): number;
  /** The database as it was after so many commits, with another random id: what docs/operations.md says of a restore. */
  restore(commitCount: number): void;
  /** What stands between every caller and the database: may do something else first, throw, or never come back. */
  before: () => Promise<void>;
  /** The same on the way back: the answer has been read, and is told only when this is over. */
  after: () => Promise<void>;
  /** After every commit that wrote something. */
  onCommit: () => void;
}

/** The rest of the command of docs/operations.md: each database has an id of its own from the beginning. */
const RESTORED = "UPDATE site SET epoch_mark = 'restored'";

interface Statement {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

interface Commit {
  readonly at: number;
  readonly statements: readonly Statement[];
}

let databases = 0;

/** `schema`: the statements that an empty database begins with, such as those of a former version's store. */
export function createSqliteD1(now: () => number, schema = SCHEMA): SqliteD1 {
  let primary = createDatabase(databases, schema);
  let commits: Commit[] = [];

  function run(statements: readonly Statement[]): D1Result[] {
    const results = runAll(primary, statements);
    if (statements.some(isWrite)) {
      commits.push({ at: now(), statements: statements.filter(isWrite) });
      d1.onCommit();
    }
    return results;
  }

  const d1: SqliteD1 = {
    before: async () => {},
    after: async () => {},
    onCommit: () => {},
    db: createBinding(async (statements) => {
      await d1.before();
      const results = run(statements);
      await d1.after();
      return results;
    }),
    openReplica(lagMs) {
      let copied = commits;
      let replica = createDatabase(databases, schema);
      let applied = 0;
      const catchUp = (until: number) => {
        if (copied !== commits) [copied, applied, replica] = [commits, 0, createDatabase(databases, schema)];
        for (; (commits[applied]?.at ?? Number.POSITIVE_INFINITY) <= until; applied += 1) {
          runAll(replica, commits[applied]?.statements ?? []);
        }
      };
      const db = createBinding(async (statements) => {
        await d1.before();
        const hasWritten = statements.some(isWrite);
        const results = hasWritten ? run(statements) : [];
        // D1's bookmarks: who has written reads it back.
        catchUp(hasWritten ? now() : now() - lagMs);
        const read = hasWritten ? results : runAll(replica, statements);
        await d1.after();
        return read;
      });
      const holds = (revision: number) => {
        catchUp(now() - lagMs);
        const [row] = replica.prepare("SELECT max(revision) AS latest FROM revisions").all();
        return Number(row?.latest ?? 0) >= revision;
      };
      return { db, holds };
    },
    query: <Row>(sql: string, ...values: SQLInputValue[]) => primary.prepare(sql).all(...values) as Row[],
    rebuild() {
      databases += 1;
      commits = [];
      primary = createDatabase(databases, schema);
    },
    countCommits: () => commits.length,
    restore(count) {
      databases += 1;
      commits = commits.slice(0, count);
      primary = createDatabase(databases, schema);
      for (const { statements } of commits) runAll(primary, statements);
      run([{ sql: RESTORED, values: [] }]);
    },
  };
  return d1;
}

interface Database {
  prepare(sql: string): StatementSync;
  exec(sql: string): void;
}

/** The random id is made from a number, so that a history run again gives the same tags. */
function createDatabase(number: number, schema: string): Database {
  const sqlite = new DatabaseSync(":memory:");
  sqlite.exec(schema);
  sqlite.exec(`UPDATE site SET database_id = 'database-${number}'`);
  const prepared = new Map<string, StatementSync>();
  return {
    exec: (sql) => sqlite.exec(sql),
    prepare(sql) {
      const known = prepared.get(sql) ?? sqlite.prepare(sql);
      prepared.set(sql, known);
      return known;
    },
  };
}

function isWrite({ sql }: Statement): boolean {
  return !/^\s*SELECT/i.test(sql);
}

/** One transaction: all or nothing, as D1's batch. */
function runAll(database: Database, statements: readonly Statement[]): D1Result[] {
  database.exec("BEGIN");
  try {
    const results = statements.map(({ sql, values }) => toResult(database.prepare(sql).all(...values)));
    database.exec("COMMIT");
    return results;
  } catch (error) {
    database.exec("ROLLBACK");
    // The words of D1: `D1_ERROR: UNIQUE constraint failed: articles.slug: SQLITE_CONSTRAINT`.
    throw new Error(`D1_ERROR: ${error instanceof Error ? error.message : error}: SQLITE_CONSTRAINT`);
  }
}

function toResult(results: unknown[]): D1Result {
  const counts = { duration: 0, size_after: 0, rows_read: 0, rows_written: 0, last_row_id: 0, changes: 0 };
  return { success: true, results, meta: { ...counts, changed_db: false } };
}

type Run = (statements: readonly Statement[]) => Promise<D1Result[]>;

/** Of a binding's many methods those that src/store calls; the cast answers for the rest. */
function createBinding(run: Run): D1Database {
  const written = new WeakMap<object, Statement>();

  function prepare(statement: Statement): D1PreparedStatement {
    const runOne = async () => (await run([statement]))[0] ?? toResult([]);
    const prepared = {
      bind: (...values: SQLInputValue[]) => prepare({ ...statement, values }),
      first: async () => (await runOne()).results[0] ?? null,
      all: runOne,
      run: runOne,
    } as unknown as D1PreparedStatement;
    written.set(prepared, statement);
    return prepared;
  }

  return {
    prepare: (sql: string) => prepare({ sql, values: [] }),
    batch: (statements: D1PreparedStatement[]) =>
      run(statements.map((one) => written.get(one) ?? { sql: "", values: [] })),
  } as unknown as D1Database;
}
