import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

// A deploy migrates first: for a minute the former workers run on the new schema, and a rollback leaves it.

const FOLDER = join(import.meta.dirname, "../../migrations");

/** Takes away or renames something that the former version may read. An index or a trigger may be replaced. */
const REMOVAL = /^\s*(?:DROP\s+TABLE|ALTER\s+TABLE\s+\S+\s+(?:DROP|RENAME))\b.*$/gim;

/** From before the first release. */
const ALLOWED: readonly string[] = ["0009_fair_hub.sql: DROP TABLE verification_slots;"];

it("only adds to the schema within a major version", () => {
  const removals = readdirSync(FOLDER).flatMap((file) => {
    const sql = readFileSync(join(FOLDER, file), "utf8");
    return Array.from(sql.matchAll(REMOVAL), ([statement]) => `${file}: ${statement.trim()}`);
  });
  expect(removals).toEqual(ALLOWED);
});
