import { RENDERER_VERSION } from "../src/feed/renderer-version.ts";

// The real worker before a store of one article: the store's answers are fixed, everything else runs.

const PUBLIC_URL = "http://localhost:8787";
const author = { name: "A", slug: "a" };

const profile = {
  title: "T",
  description: "d",
  language: "en",
  timeZone: "UTC",
  author,
  authors: [],
  categories: [],
  feeds: [],
};

const site = {
  database_id: "x",
  authority: "x,2026",
  profile_hash: "h",
  changed_at: 1,
  recomputed_key: null,
  // As `serving/epoch.ts` writes it: a store that has answered before.
  epoch_mark: JSON.stringify([RENDERER_VERSION, PUBLIC_URL, 900, "x"]),
  epoch_since: 0,
  edition_at: null,
  profile: JSON.stringify(profile),
};

const feed = {
  feed: "main",
  title: "T",
  revision: 3,
  changed_at: 1e3,
  next_due_at: null,
  count: 1,
  last_position: 1,
  departed_revision: 0,
  declared: 1,
  retired: 0,
  successor: null,
};

const article = {
  position: 1,
  id: "tag:x",
  key: "k",
  slug: "s",
  state: "published",
  revision: 3,
  kind: "text",
  published_at: 1e3,
  updated_at: 1e3,
  changed_at: 1e3,
  expires_at: null,
  language: "en",
  title: "T",
  summary: "S",
  canonical_url: null,
  facets: JSON.stringify({ authors: [author], categories: [], tags: [], corrections: [] }),
  html: `<p>${"Text. ".repeat(500)}</p>`,
  text: "Text.",
};

/** The main module of a worker that starts the module `index.js` with this store. */
export function writeStoreStub(): string {
  return `import worker, { Origin as RealOrigin } from "index.js";
const rows = (sql) => (/JOIN articles/.test(sql) ? ${JSON.stringify([article])} : /FROM site/.test(sql) ? ${JSON.stringify([site])} : ${JSON.stringify([feed])});
const prepare = (sql) => ({ sql, bind() { return this; } });
const DB = { prepare, batch: async (statements) => statements.map(({ sql }) => ({ results: rows(sql) })) };
const env = { DB, PUBLIC_URL: "${PUBLIC_URL}" };
export class Origin extends RealOrigin { constructor(ctx) { super(ctx, env); } }
export default { fetch: (request, _env, ctx) => worker.fetch(request, env, ctx) };
`;
}
