import type { HashKey } from "../audience/sip-hash.ts";
import type { AudienceSql } from "./audience-schema.ts";

/** The SQLite of a Durable Object. */
export function openObjectSql(storage: DurableObjectStorage): AudienceSql {
  return {
    // The object types no column: the caller names the shape its own query selects.
    all: <Row>(query: string, ...values: (string | number | Uint8Array<ArrayBuffer>)[]) =>
      storage.sql.exec(query, ...values).toArray() as Row[],
    run(query, ...values) {
      storage.sql.exec(query, ...values);
    },
    transact: (work) => storage.transactionSync(work),
  };
}

export function drawHashKey(): HashKey {
  const [a = 0, b = 0, c = 0, d = 0] = crypto.getRandomValues(new Uint32Array(4));
  return [a, b, c, d];
}
