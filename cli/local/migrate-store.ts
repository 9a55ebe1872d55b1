import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_FOLDER } from "../package-folder.ts";

export const MIGRATIONS = join(PACKAGE_FOLDER, "migrations");

/** wrangler's table, so that its own command goes on where this one stopped. */
const TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

/** In the order in which they are applied. */
export function listMigrations(): string[] {
  return readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .sort();
}

/** Applies the migrations that the local store lacks, as `wrangler d1 migrations apply` would, which takes two seconds to load. */
export async function migrateStore(store: Pick<D1Database, "prepare" | "batch">): Promise<void> {
  await store.prepare(TABLE).run();
  const applied = new Set(
    (await store.prepare("SELECT name FROM d1_migrations").raw<[string]>()).map(([name]) => name),
  );
  for (const name of listMigrations().filter((file) => !applied.has(file))) {
    // A batch is one transaction: a migration that fails leaves nothing behind.
    await store.batch([
      store.prepare(readFileSync(join(MIGRATIONS, name), "utf8")),
      store.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
    ]);
  }
}
