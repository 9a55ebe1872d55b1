import { type Context, Hono, type Next } from "hono";
import { sendToBridge } from "../api/bridge.ts";
import { createDeliveriesApi } from "../api/deliveries-api.ts";
import { addFallbacks } from "../api/fallbacks.ts";
import { createMicropubApi } from "../api/micropub/micropub-api.ts";
import { createPublishingApi } from "../api/publishing-api.ts";
import {
  CLIENT_HEADER,
  LISTS_PATH,
  MAX_AGE_HEADER,
  PUBLIC_URL_HEADER,
  REVISION_HEADER,
} from "../api/worker-headers.ts";
import { fetchRemoteImage } from "../article/images/remote-image.ts";
import { networkOf, siteOf } from "../audience/client-network.ts";
import { AUDIENCE_PATHS, createAudienceRoutes } from "../dashboard/routes.ts";
import type { DocumentSettings } from "../feed/build-feed.ts";
import { BRIDGED_PATHS, MICROPUB_PATH } from "../feed/connection-paths.ts";
import { CLOUD_PATH, HUB_PATH, SOURCES_PATH } from "../feed/feed-links.ts";
import { tendMedia } from "../feed/publishing/media/tend-media.ts";
import type { PublishingPorts } from "../feed/publishing/publishing-ports.ts";
import { settleNavigation } from "../feed/publishing/settle-navigation.ts";
import { continueWalk } from "../feed/publishing/walk-articles.ts";
import { createHubRoutes } from "../push/http/hub-routes.ts";
import { noteCommit, sweep } from "../push/plan.ts";
import { tellChannels } from "../push/tell-channels.ts";
import { writeForOrigin } from "../serving/lists/write-for-origin.ts";
import { writeSearchDocument } from "../serving/search/write-search.ts";
import { createBackupStore } from "../store/backup/d1-backup.ts";
import { createListReader } from "../store/d1-lists.ts";
import { createPushStore } from "../store/d1-push.ts";
import { createReader } from "../store/d1-reader.ts";
import { createStore } from "../store/d1-store.ts";
import { createMediaStore } from "../store/media/d1-media.ts";
import { createUploadStore } from "../store/media/d1-uploads.ts";
import { isFollowing } from "../store/sources/is-following.ts";
import { createAppTokenStore } from "../store/tools/d1-app-tokens.ts";
import { wireAudience } from "./publisher-audience.ts";
import { tellChannelsSoon, wireChannels } from "./publisher-channels.ts";
import type { PublisherEnv } from "./publisher-config.ts";
import type { PublisherApp } from "./publisher-env.ts";
import { wireHub, wirePlan } from "./publisher-push.ts";
import { followSoon, wireSearch } from "./publisher-search.ts";

// The addresses of the publishers' worker. Its one caller, the readers' worker, has checked the token.

type PublisherContext = Context<PublisherApp>;

export const publisherApp = createPublisherApp();

function createPublisherApp(): Hono<PublisherApp> {
  // Hono's own getPath resolves no dot segments and reads no `\` as `/`. Routes must be chosen by the same path as the one that the
  // readers' worker checks (api/forward.ts), or a request could reach the API without a token.
  const app = new Hono<PublisherApp>({ getPath: ({ url }) => new URL(url).pathname });
  addFallbacks(app);
  for (const path of AUDIENCE_PATHS) app.use(path, provideAudience);
  for (const path of [HUB_PATH, CLOUD_PATH]) app.use(path, rememberRequest, provideHub);
  for (const path of ["/api/*", MICROPUB_PATH, `${MICROPUB_PATH}/*`]) {
    app.use(path, rememberRequest, provideApi, tellOfCommit);
  }
  app.route("/", createAudienceRoutes(Date.now));
  app.route("/", createHubRoutes());
  app.all(`${SOURCES_PATH}:name`, rememberRequest, passToSources);
  app.get("/api/sources", passToSources);
  for (const path of BRIDGED_PATHS)
    app.get(path, ({ env, req }) => sendToBridge(req.raw, createStore(env.DB, env.MEDIA)));
  app.route("/", createDeliveriesApi());
  app.route("/", createPublishingApi());
  app.route("/", createMicropubApi());
  app.route("/", createListRoutes());
  return app;
}

async function provideAudience(c: PublisherContext, next: Next): Promise<void> {
  c.set("audience", wireAudience(c.env, c.executionCtx));
  await next();
}

async function provideHub(c: PublisherContext, next: Next): Promise<void> {
  const address = c.req.header(CLIENT_HEADER) ?? "";
  const client = { network: networkOf(address), site: siteOf(address) };
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work);
  c.set("hub", { ports: wireHub(c.env, readSettings(c.req.raw), waitUntil), client });
  await next();
}

async function provideApi(c: PublisherContext, next: Next): Promise<void> {
  const settings = readSettings(c.req.raw);
  const { publicUrl } = settings;
  c.set("deliveries", { ports: wirePlan(c.env), publicUrl, sweep: () => runCron(c.env, c.executionCtx) });
  c.set("publishing", {
    ports: wirePublishing(c.env, publicUrl),
    media: createMediaStore(c.env.DB, c.env.MEDIA),
    backup: createBackupStore(c.env.DB, c.env.MEDIA),
    uploads: createUploadStore(c.env.DB, c.env.MEDIA),
    tokens: createAppTokenStore(c.env.DB),
    publicUrl,
    renderPreview: async (preview) => {
      const { renderArticlePage } = await import("../pages/article-page.tsx");
      return renderArticlePage({ ...preview, settings });
    },
  });
  await next();
}

/** Plans the deliveries of a change that was stored. */
async function tellOfCommit(c: PublisherContext, next: Next): Promise<void> {
  await next();
  if (!c.res.headers.has(REVISION_HEADER)) return;
  c.executionCtx.waitUntil(noteCommit(wirePlan(c.env)));
  c.executionCtx.waitUntil(followSoon(c.executionCtx));
  c.executionCtx.waitUntil(tellChannelsSoon(c.env.DB, readSettings(c.req.raw).publicUrl));
}

/** Their code reads feeds: it is imported where there are sources to follow. */
async function passToSources(c: PublisherContext): Promise<Response> {
  const { answerSources } = await import("./publisher-sources.ts");
  const { publicUrl } = readSettings(c.req.raw);
  const tell = async () => {
    await noteCommit(wirePlan(c.env));
    await tellChannelsSoon(c.env.DB, publicUrl);
  };
  const publishing = wirePublishing(c.env, publicUrl);
  return answerSources(c.req.raw, { env: c.env, publishing, context: c.executionCtx, tell });
}

/** Only where the request carries the publication's settings: a flush of counts and the dashboard's requests do not. */
async function rememberRequest(c: PublisherContext, next: Next): Promise<void> {
  c.executionCtx.waitUntil(remember(readSettings(c.req.raw), c.env));
  await next();
}

/** Lists and pages, which Origin requests. */
function createListRoutes(): Hono<PublisherApp> {
  const routes = new Hono<PublisherApp>();
  routes.all(`${LISTS_PATH}search/*`, ({ env, req, executionCtx }) => {
    const ports = wireSearch(env, executionCtx, { settings: readSettings(req.raw), now: Date.now });
    return writeSearchDocument(new URL(req.url), ports);
  });
  routes.all(`${LISTS_PATH}*`, ({ env, req }) => {
    const settings = readSettings(req.raw);
    const [reader, lists] = [createReader(env.DB), createListReader(env.DB)];
    const loadMedium = async (name: string) => (await env.MEDIA.get(name))?.bytes();
    const ports = { reader, lists, loadMedium, settings, now: Date.now };
    return writeForOrigin(req.path.slice(LISTS_PATH.length), ports);
  });
  return routes;
}

/** The cron: announces due articles, re-reads stored articles after an upgrade, and finds deliveries that the queue lost. */
export async function runCron(env: PublisherEnv, ctx: { readonly exports?: unknown }): Promise<void> {
  await createReader(env.DB).announceDue(Date.now());
  const settings = await createPushStore(env.DB).findSettings();
  const publishing = wirePublishing(env, settings?.publicUrl ?? NOT_PUBLIC);
  await continueWalk(publishing);
  await settleNavigation(publishing);
  await followSources(env, publishing);
  await sweep(wirePlan(env));
  await followSoon(ctx);
  if (settings !== undefined) await tellChannels(wireChannels(env.DB, settings.publicUrl));
  const [media, uploads] = [createMediaStore(env.DB, env.MEDIA), createUploadStore(env.DB, env.MEDIA)];
  await tendMedia({ ...publishing, media, uploads });
}

/** A failure here is logged, so that it does not stop the cron's deliveries. */
async function followSources(env: PublisherEnv, publishing: PublishingPorts): Promise<void> {
  const { sources = [] } = (await publishing.store.readSite()).profile ?? {};
  if (sources.length === 0 && !(await isFollowing(env.DB))) return;
  const { followSources: follow } = await import("./publisher-sources.ts");
  await follow(sources, env, publishing).catch((error: unknown) => console.error("Sources cannot be followed:", error));
}

/** Before the first request nothing is known of the publication's address; a cron mints no id. */
const NOT_PUBLIC = "http://localhost";

function wirePublishing(env: PublisherEnv, publicUrl: string): PublishingPorts {
  return {
    store: createStore(env.DB, env.MEDIA),
    publicUrl,
    // Asked for when a change is composed: a publish that waited for an image must not be dated before what readers hold.
    get now() {
      return Date.now();
    },
    measureRemote: (address: string) => fetchRemoteImage(address, { fetch: (url, init) => fetch(url, init) }),
  };
}

function readSettings({ headers, url }: Request): DocumentSettings {
  return {
    publicUrl: headers.get(PUBLIC_URL_HEADER) ?? new URL(url).origin,
    maxAgeSeconds: Number(headers.get(MAX_AGE_HEADER) ?? 900),
  };
}

let remembered = "";

/** For the cron and the queue, which have no request to tell them. */
async function remember(settings: DocumentSettings, env: PublisherEnv): Promise<void> {
  const written = JSON.stringify(settings);
  if (written === remembered) return;
  await createPushStore(env.DB).rememberSettings(settings);
  remembered = written;
}
