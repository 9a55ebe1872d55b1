/** The queries of a database in the course of one request. */
export interface RowCounts {
  read: number;
  written: number;
}

/** A D1 binding that counts the rows that its statements read and write, as D1 reports (and bills) them. */
export function countRows(db: D1Database): { readonly db: D1Database; readonly counts: RowCounts } {
  const counts: RowCounts = { read: 0, written: 0 };
  const inner = new WeakMap<object, D1PreparedStatement>();

  function note<T>(result: D1Result<T>): D1Result<T> {
    counts.read += result.meta.rows_read;
    counts.written += result.meta.rows_written;
    return result;
  }

  // Only the statement methods that src/store calls; the cast covers the rest.
  function wrap(statement: D1PreparedStatement): D1PreparedStatement {
    const wrapped = {
      bind: (...values: unknown[]) => wrap(statement.bind(...values)),
      all: async () => note(await statement.all()),
      run: async () => note(await statement.run()),
      first: async () => note(await statement.all()).results[0] ?? null,
    } as unknown as D1PreparedStatement;
    inner.set(wrapped, statement);
    return wrapped;
  }

  const counted = {
    prepare: (sql: string) => wrap(db.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await db.batch(statements.map((one) => inner.get(one) ?? one));
      for (const result of results) note(result);
      return results;
    },
  } as unknown as D1Database;
  return { db: counted, counts };
}
