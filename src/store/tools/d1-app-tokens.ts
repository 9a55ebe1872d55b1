import { type AppToken, type AppTokenStore, isAppScope } from "../../feed/publishing/app-tokens.ts";
import { DAY_MS } from "../../lib/dates.ts";

interface TokenRow {
  readonly name: string;
  readonly scopes: string;
  readonly created_at: number;
  readonly used_at: number | null;
}

const COLUMNS = "name, scopes, created_at, used_at";

export function createAppTokenStore(db: D1Database): AppTokenStore {
  return {
    async find(hash) {
      const query = `SELECT ${COLUMNS} FROM app_tokens WHERE token_hash = ?1`;
      const row = await db.prepare(query).bind(hash).first<TokenRow>();
      return row === null ? undefined : toToken(row);
    },
    async noteUse(hash, now) {
      const query = "UPDATE app_tokens SET used_at = ?2 WHERE token_hash = ?1 AND coalesce(used_at, 0) <= ?2 - ?3";
      await db.prepare(query).bind(hash, now, DAY_MS).run();
    },
    async list() {
      const { results } = await db.prepare(`SELECT ${COLUMNS} FROM app_tokens ORDER BY name`).all<TokenRow>();
      return results.map(toToken);
    },
    async create(hash, { name, scopes, createdAt }) {
      const query =
        "INSERT OR IGNORE INTO app_tokens (token_hash, name, scopes, created_at) VALUES (?1, ?2, ?3, ?4) RETURNING name";
      const created = await db.prepare(query).bind(hash, name, JSON.stringify(scopes), createdAt).first();
      return created !== null;
    },
    async revoke(name) {
      const revoked = await db.prepare("DELETE FROM app_tokens WHERE name = ?1 RETURNING name").bind(name).first();
      return revoked !== null;
    },
  };
}

function toToken({ name, scopes, created_at, used_at }: TokenRow): AppToken {
  const known = (JSON.parse(scopes) as string[]).filter(isAppScope);
  return { name, scopes: known, createdAt: created_at, usedAt: used_at ?? undefined };
}
