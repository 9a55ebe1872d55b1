import { DurableObject } from "cloudflare:workers";
import { FOLD_VERSION } from "../src/search/fold.ts";
import type { FollowedArticle } from "../src/search/search-index.ts";
import { readQuery } from "../src/search/search-query.ts";
import { openObjectSql } from "../src/store/object-sql.ts";
import { createSearchIndex } from "../src/store/search/search-store.ts";
import { createChance, drawText, scriptOf } from "./search-texts.ts";

// The index in a Durable Object's SQLite, as in production, with the clock around each statement.

const MINUTE_MS = 60_000;
const FIRST_AT = Date.UTC(2024, 0, 1);
const PROGRESS = { databaseId: "bench", foldVersion: FOLD_VERSION, revision: 1, walk: undefined };

export class Index extends DurableObject {
  #sqlMs = 0;

  override async fetch(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const sql = openObjectSql(this.ctx.storage);
    const index = createSearchIndex({
      ...sql,
      all: (query, ...values) => {
        const startedAt = performance.now();
        const rows = sql.all<never>(query, ...values);
        this.#sqlMs += performance.now() - startedAt;
        return rows;
      },
    });
    if (pathname === "/fill") {
      const from = Number(searchParams.get("from"));
      const articles = Array.from({ length: Number(searchParams.get("count")) }, (_, step) =>
        writeArticle(from + step),
      );
      index.save(articles, PROGRESS);
      const encoder = new TextEncoder();
      const bytes = articles.flatMap(({ texts }) =>
        Object.values(texts ?? {}).map((text) => encoder.encode(text).length),
      );
      return Response.json({
        textBytes: bytes.reduce((sum, size) => sum + size, 0),
        indexBytes: this.ctx.storage.sql.databaseSize,
      });
    }
    this.#sqlMs = 0;
    const hits = index.find(readQuery(searchParams.get("q") ?? ""), "best", Date.UTC(2026, 0, 1));
    return Response.json({ sqlMs: this.#sqlMs, hits: hits.length });
  }
}

/** Ten minutes apart, the oldest first, as a publication grows. */
function writeArticle(number: number): FollowedArticle {
  const chance = createChance(number + 1);
  const script = scriptOf(number);
  const text = drawText(script, script.length, chance);
  return {
    place: number,
    revision: number + 1,
    publishedAt: FIRST_AT + number * 10 * MINUTE_MS + Math.floor(chance() * MINUTE_MS),
    expiresAt: undefined,
    texts: { title: drawText(script, 8, chance), summary: text.slice(0, 160), text },
  };
}

interface Env {
  readonly INDEX: DurableObjectNamespace;
}

export default {
  fetch: (request, env) => env.INDEX.get(env.INDEX.idFromName("publication")).fetch(request),
} satisfies ExportedHandler<Env>;
