import { computeEpoch } from "../../src/serving/epoch.ts";
import { rendererVersions } from "../support/renderer-versions.ts";
import { type Deployment, FIRST_DEPLOYMENT, type SimulatedClock, steadyTime } from "../support/simulated-edge.ts";
import type { SqliteD1 } from "../support/sqlite-d1.ts";

// What the store said of every feed at every moment, written down at each commit by queries of our own.

export interface FeedState {
  readonly database: string;
  readonly profileHash: string;
  readonly revision: number;
  /** Ids and titles, newest first. */
  readonly entries: readonly string[];
  /** What the lists name under the catalogue's head: every feed, and every page with its last change. */
  readonly feeds: readonly string[];
  readonly pages: readonly string[];
  /** When it stopped being true, in steady time; Infinity while it is. What falls due ends it at its second, announced or not. */
  endedAt: number;
  /** The revision that came after it. */
  endedBy: number;
  /** By the clock. */
  nextDueAt: number;
}

/** A state under what a deploy decides. */
export interface NamedState extends FeedState {
  /** When the last isolate of that deploy went, in steady time; Infinity while there is one. */
  readonly withdrawnAt: number;
}

export interface Truth {
  /** The state that an ETag names; undefined if it was never true. */
  find(feed: string, etag: string): Promise<NamedState | undefined>;
  /** The database that an ETag's epoch stands for. */
  findDatabase(etag: string): Promise<string | undefined>;
  /** Since when the feed has been there without a break, in steady time; undefined if it is not. */
  liveSince(feed: string): number | undefined;
  /** Until when, in steady time, a feed's addresses led to another one; undefined: they never did. */
  movedUntil(feed: string, to: string): number | undefined;
  /** To be called when the store is thrown away. */
  end(): void;
  /** To be called when isolates are started anew: which deployment each has from now on. */
  deploy(running: readonly Deployment[]): void;
}

interface FeedRow {
  readonly feed: string;
  readonly revision: number;
  readonly next_due_at: number | null;
  readonly count: number;
  readonly declared: number;
  readonly last_position: number;
  readonly successor: string | null;
}

interface SiteRow {
  readonly database_id: string;
  readonly profile_hash: string;
  readonly profile: string | null;
}

/** What lists all feeds and articles, in the shape of a feed. */
const CATALOGUE = `SELECT 'catalogue' AS feed, catalogue_revision AS revision, 0 AS count, 1 AS declared, 0 AS last_position,
  (SELECT min(due_at) FROM articles) AS next_due_at FROM site WHERE catalogue_revision > 0`;

export function createTruth(store: SqliteD1, clock: SimulatedClock): Truth {
  const epochs: { readonly row: SiteRow; readonly deployment: Deployment; readonly epoch: Promise<string> }[] = [];
  const rows: SiteRow[] = [];
  /** Of each deployment, until when there was an isolate that ran it. */
  const deployments = new Map<Deployment, number>([[FIRST_DEPLOYMENT, Number.POSITIVE_INFINITY]]);
  const states = new Map<string, FeedState>();
  const current = new Map<string, FeedState>();
  const live = new Map<string, number>();
  /** Until when a feed led to another, by the names of both. */
  const moves = new Map<string, number>();
  let site: SiteRow | undefined;

  function learn(row: SiteRow, deployment: Deployment): void {
    epochs.push({ row, deployment, epoch: epochOf(row, deployment) });
  }

  function readSite(): SiteRow | undefined {
    const [row] = store.query<SiteRow>("SELECT database_id, profile_hash, profile FROM site");
    if (row?.profile_hash !== site?.profile_hash || row?.database_id !== site?.database_id) {
      site = row;
      if (row !== undefined) {
        rows.push(row);
        for (const deployment of deployments.keys()) learn(row, deployment);
      }
    }
    return row;
  }

  function note({ database_id, profile_hash, profile }: SiteRow, row: FeedRow): void {
    const before = current.get(row.feed);
    const nextDueAt = row.next_due_at ?? Number.POSITIVE_INFINITY;
    if (before?.revision === row.revision) {
      before.nextDueAt = nextDueAt;
      return;
    }
    const changedAt = Math.min(clock.now, before?.nextDueAt ?? clock.now) + clock.setBackMs;
    if (before !== undefined) {
      before.endedAt = changedAt;
      before.endedBy = row.revision;
    }
    const entries = listEntries(store, row, windowSizeOf(row.feed, profile));
    const state = {
      database: database_id,
      profileHash: profile_hash,
      revision: row.revision,
      entries,
      ...(row.feed === "catalogue" ? listEverything(store) : { feeds: [], pages: [] }),
      endedAt: Number.POSITIVE_INFINITY,
      endedBy: Number.POSITIVE_INFINITY,
      nextDueAt,
    };
    current.set(row.feed, state);
    states.set(`${database_id} ${row.feed} ${row.revision}`, state);
    // A feed that was shown does not end by itself.
    const isShown = row.count > 0 || row.declared === 1;
    if (isShown && !live.has(row.feed)) live.set(row.feed, changedAt);
  }

  function noteMoves(feeds: readonly FeedRow[]): void {
    const now = new Set(feeds.flatMap(({ feed, successor }) => (successor === null ? [] : [`${feed} ${successor}`])));
    for (const [move, until] of moves) if (!now.has(move)) moves.set(move, Math.min(until, steadyTime(clock)));
    for (const move of now) moves.set(move, Number.POSITIVE_INFINITY);
  }

  async function findEpoch(etag: string): Promise<(typeof epochs)[number] | undefined> {
    for (const known of epochs) if (etag.endsWith(`-${await known.epoch}"`)) return known;
    return undefined;
  }

  store.onCommit = () => {
    const row = readSite();
    if (row === undefined || row.profile === null) return;
    const feeds = store.query<FeedRow>("SELECT * FROM feeds WHERE revision > 0");
    for (const feed of feeds) note(row, feed);
    for (const catalogue of store.query<FeedRow>(CATALOGUE)) note(row, catalogue);
    noteMoves(feeds);
  };

  return {
    async find(feed, etag) {
      const epoch = await findEpoch(etag);
      if (epoch === undefined) return undefined;
      const { row, deployment } = epoch;
      const [, revision] = /^W\/"(\d+)-/.exec(etag) ?? [];
      const state = states.get(`${row.database_id} ${feed} ${revision}`);
      const withdrawnAt = deployments.get(deployment) ?? Number.POSITIVE_INFINITY;
      return state?.profileHash === row.profile_hash ? { ...state, withdrawnAt } : undefined;
    },
    findDatabase: async (etag) => (await findEpoch(etag))?.row.database_id,
    liveSince: (feed) => live.get(feed),
    movedUntil: (feed, to) => moves.get(`${feed} ${to}`),
    end() {
      for (const state of current.values()) {
        state.endedAt = Math.min(state.endedAt, state.nextDueAt + clock.setBackMs, steadyTime(clock));
      }
      current.clear();
      live.clear();
      noteMoves([]);
    },
    deploy(running) {
      for (const [deployment, until] of deployments) {
        if (!running.includes(deployment)) deployments.set(deployment, Math.min(until, steadyTime(clock)));
      }
      for (const deployment of running) {
        if (!deployments.has(deployment)) for (const row of rows) learn(row, deployment);
        deployments.set(deployment, Number.POSITIVE_INFINITY);
      }
    },
  };
}

function epochOf({ profile_hash, database_id }: SiteRow, deployment: Deployment): Promise<string> {
  const site = { profileHash: profile_hash, databaseId: database_id };
  return rendererVersions.run(deployment.rendererVersion, () => computeEpoch(site, deployment));
}

/** How long ago the state ended; negative while it is true. */
export function ageOf({ endedAt, nextDueAt, withdrawnAt }: NamedState, at: SimulatedClock): number {
  const sinceItsEnd = endedAt === Number.POSITIVE_INFINITY ? at.now - nextDueAt : steadyTime(at) - endedAt;
  return Math.max(sinceItsEnd, steadyTime(at) - withdrawnAt);
}

function windowSizeOf(feed: string, profile: string | null): number {
  const { feeds } = JSON.parse(profile ?? "{}") as { feeds: { name: string; windowSize: number }[] };
  return feeds.find(({ name }) => feed === `feeds/${name}`)?.windowSize ?? 50;
}

/** The window: the newest by their order, as many as it is wide. */
function listEntries(store: SqliteD1, { feed }: FeedRow, windowSize: number): string[] {
  const rows = store.query<{ id: string; title: string; position: number; visible_order: number }>(
    `SELECT a.id, a.title, m.position, m.visible_order FROM memberships m, articles a
     WHERE m.article_id = a.id AND m.feed = ?1 AND m.position IS NOT NULL`,
    feed,
  );
  return rows
    .toSorted((a, b) => b.visible_order - a.visible_order || b.position - a.position)
    .slice(0, windowSize)
    .map(({ id, title }) => `${id} ${title}`);
}

function listEverything(store: SqliteD1): Pick<FeedState, "feeds" | "pages"> {
  const feeds = store.query<{ feed: string }>("SELECT feed FROM feeds WHERE count > 0 OR feed = 'main' ORDER BY feed");
  const pages = store.query<{ slug: string; changed_at: number }>(
    `SELECT slug, changed_at FROM articles WHERE state = 'published' ORDER BY slug`,
  );
  return {
    feeds: feeds.map(({ feed }) => feed),
    pages: pages.map(({ slug, changed_at }) => `${slug} ${new Date(changed_at).toISOString().slice(0, 19)}Z`),
  };
}
