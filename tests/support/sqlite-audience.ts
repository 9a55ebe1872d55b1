import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { AudienceSql } from "../../src/store/audience-schema.ts";

// The SQLite of a Durable Object as far as src/store uses it: the real SQL, without workerd.

export interface SqliteAudience extends AudienceSql {
  /** Every value of every table, as text; a blob's bytes also in hexadecimal digits. */
  dump(): string;
}

export function createSqliteAudience(): SqliteAudience {
  const database = new DatabaseSync(":memory:");
  const prepared = new Map<string, StatementSync>();
  const prepare = (query: string): StatementSync => {
    const known = prepared.get(query) ?? database.prepare(query);
    prepared.set(query, known);
    return known;
  };
  const all = <Row>(query: string, ...values: SQLInputValue[]) => prepare(query).all(...values) as Row[];
  return {
    all,
    run(query, ...values) {
      if (values.length === 0) database.exec(query);
      else prepare(query).run(...values);
    },
    transact(work) {
      database.exec("BEGIN");
      try {
        work();
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
    dump() {
      const tables = all<{ name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'table'");
      const rows = tables.flatMap(({ name }) => all<Record<string, unknown>>(`SELECT * FROM ${name}`));
      return rows.map((row) => Object.values(row).map(writeValue).join("\t")).join("\n");
    },
  };
}

function writeValue(value: unknown): string {
  return value instanceof Uint8Array
    ? `${Buffer.from(value).toString("hex")} ${Buffer.from(value).toString("latin1")}`
    : `${value}`;
}
