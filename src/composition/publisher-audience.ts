import { DurableObject } from "cloudflare:workers";
import type { AccountQuery, AudienceAccount, AudienceStore } from "../audience/audience-store.ts";
import type { CountedFlush } from "../audience/counts.ts";
import type { CountedDownloads } from "../audience/downloads.ts";
import type { DailyKey } from "../audience/flush.ts";
import type { AudiencePorts } from "../dashboard/routes.ts";
import { findLeftOut } from "../feed/partners/find-left-out.ts";
import type { HealthReport } from "../health/check-publication.ts";
import { createAudienceStore } from "../store/audience-store.ts";
import { readPublicationFigures, readPublicationIdentity, readTitles } from "../store/d1-figures.ts";
import { createReader } from "../store/d1-reader.ts";
import { findRecordings, findTitled } from "../store/downloads/d1-recordings.ts";
import { drawHashKey, openObjectSql } from "../store/object-sql.ts";
import { createAppTokenStore } from "../store/tools/d1-app-tokens.ts";

// Counts and the dashboard, as the publishers' worker wires them.

interface AudienceEnv {
  readonly DB: D1Database;
}

const SESSION_NONCE = "session-nonce";

/** Keeps the counts of one publication; the one place where isolates' counts meet. */
export class Audience extends DurableObject {
  readonly #store: AudienceStore;

  constructor(ctx: DurableObjectState, env: Cloudflare.Env) {
    super(ctx, env);
    this.#store = createAudienceStore(openObjectSql(ctx.storage), drawHashKey);
  }

  async record(flush: CountedFlush): Promise<DailyKey> {
    const key = this.#store.record(flush, Date.now());
    await this.#planDay();
    return key;
  }

  async recordDownloads(downloads: CountedDownloads): Promise<DailyKey> {
    const key = this.#store.recordDownloads(downloads, Date.now());
    await this.#planDay();
    return key;
  }

  async #planDay(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.alarm();
  }

  readAccount(query: AccountQuery): AudienceAccount {
    return this.#store.readAccount(query, Date.now());
  }

  /** The nonce that every dashboard session carries; one for all isolates. */
  async readSessionNonce(): Promise<string> {
    return (await this.ctx.storage.get<string>(SESSION_NONCE)) ?? this.renewSessionNonce();
  }

  async renewSessionNonce(): Promise<string> {
    const nonce = crypto.randomUUID();
    await this.ctx.storage.put(SESSION_NONCE, nonce);
    return nonce;
  }

  /** Runs at midnight and when the day is to be closed. An alarm may fire twice, so the store checks the clock itself. */
  override async alarm(): Promise<void> {
    const nextAt = this.#store.turnDay(Date.now());
    if (nextAt !== undefined) await this.ctx.storage.setAlarm(nextAt);
  }
}

interface AudienceObjects {
  getByName(name: string): {
    record(flush: CountedFlush): Promise<DailyKey>;
    recordDownloads(downloads: CountedDownloads): Promise<DailyKey>;
    readAccount(query: AccountQuery): Promise<AudienceAccount>;
    readSessionNonce(): Promise<string>;
    renewSessionNonce(): Promise<string>;
  };
}

/** Imported on the first request, to keep the worker's start short. */
async function checkHealth(publicUrl: string): Promise<HealthReport> {
  const { BRIEF, checkPublication } = await import("../health/check-publication.ts");
  return checkPublication(`${publicUrl}/`, { fetch: (url, init) => fetch(url, init), now: Date.now }, BRIEF);
}

/** The ports of counting and of the dashboard. */
export function wireAudience(env: AudienceEnv, ctx: { readonly exports?: unknown }): AudiencePorts {
  // The types of `ctx.exports` are those of the readers' worker, and a call of an object hides a tuple's length.
  const { Audience: objects } = ctx.exports as { readonly Audience: AudienceObjects };
  const object = objects.getByName("publication");
  return {
    record: (flush) => object.record(flush),
    recordDownloads: (downloads) => object.recordDownloads(downloads),
    findRecordings: (names) => findRecordings(env.DB, names),
    readAccount: (query) => object.readAccount(query),
    readFigures: () => readPublicationFigures(env.DB, Date.now()),
    readTitles: (slugs) => readTitles(env.DB, slugs),
    findTitled: (ids) => findTitled(env.DB, ids),
    readIdentity: () => readPublicationIdentity(env.DB),
    sessionNonce: {
      read: () => object.readSessionNonce(),
      renew: async () => void (await object.renewSessionNonce()),
    },
    findLeftOut: (publicUrl) => findLeftOut(createReader(env.DB), publicUrl),
    tokens: createAppTokenStore(env.DB),
    checkHealth,
  };
}
