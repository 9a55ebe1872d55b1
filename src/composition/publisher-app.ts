import { createDeliveriesApi } from "../api/deliveries-api.ts";
import { CLIENT_HEADER, LISTS_PATH, MAX_AGE_HEADER, PUBLIC_URL_HEADER, REVISION_HEADER } from "../api/forward.ts";
import { createPublishingApi } from "../api/publishing-api.ts";
import { fetchRemoteImage } from "../article/images/remote-image.ts";
import { networkOf, siteOf } from "../audience/client-network.ts";
import type { DocumentSettings } from "../feed/build-feed.ts";
import { CLOUD_PATH, HUB_PATH } from "../feed/feed-links.ts";
import type { Preview } from "../feed/publishing/preview-article.ts";
import { tendMedia } from "../feed/publishing/tend-media.ts";
import { continueWalk } from "../feed/publishing/walk-articles.ts";
import { answerHub } from "../push/http/hub.ts";
import { answerCloud } from "../push/http/rss-cloud.ts";
import { noteCommit, sweep } from "../push/plan.ts";
import { tellChannels } from "../push/tell-channels.ts";
import { writeForOrigin } from "../serving/lists/write-for-origin.ts";
import { createBackupStore } from "../store/backup/d1-backup.ts";
import { createListReader } from "../store/d1-lists.ts";
import { createPushStore } from "../store/d1-push.ts";
import { createReader } from "../store/d1-reader.ts";
import { createStore } from "../store/d1-store.ts";
import { createMediaStore } from "../store/media/d1-media.ts";
import { answerAudience } from "./publisher-audience.ts";
import { tellChannelsSoon, wireChannels } from "./publisher-channels.ts";
import type { PublisherEnv } from "./publisher-config.ts";
import { wireHub, wirePlan } from "./publisher-push.ts";

// The addresses of the publishers' worker. Its one caller, the readers' worker, has checked the token.

const api = createPublishingApi();
const deliveriesApi = createDeliveriesApi();

export async function answerPublishing(request: Request, env: PublisherEnv, ctx: ExecutionContext): Promise<Response> {
  // First: a flush of counts comes from no address, and must not be remembered as the publication's.
  const answered = answerAudience(request, env, ctx);
  if (answered !== undefined) return answered;
  const settings = readSettings(request);
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(LISTS_PATH)) {
    const [reader, lists] = [createReader(env.DB), createListReader(env.DB)];
    const loadMedium = async (name: string) => (await env.MEDIA.get(name))?.bytes();
    const ports = { reader, lists, loadMedium, settings, now: Date.now };
    return writeForOrigin(pathname.slice(LISTS_PATH.length), ports);
  }
  ctx.waitUntil(remember(settings, env));
  if (pathname === HUB_PATH || pathname === CLOUD_PATH) {
    const address = request.headers.get(CLIENT_HEADER) ?? "";
    const client = { network: networkOf(address), site: siteOf(address) };
    const bindings = { ports: wireHub(env, settings, (work) => ctx.waitUntil(work)), client };
    return pathname === HUB_PATH ? answerHub(request, bindings) : answerCloud(request, bindings);
  }
  if (pathname.startsWith("/api/deliveries")) {
    const bindings = { ports: wirePlan(env), publicUrl: settings.publicUrl, sweep: () => runCron(env) };
    return deliveriesApi.fetch(request, bindings);
  }
  const bindings = {
    ports: wirePublishing(env, settings.publicUrl),
    media: createMediaStore(env.DB, env.MEDIA),
    backup: createBackupStore(env.DB, env.MEDIA),
    publicUrl: settings.publicUrl,
    renderPreview: async (preview: Preview) => {
      const { renderArticlePage } = await import("../pages/article-page.tsx");
      return renderArticlePage({ ...preview, settings });
    },
  };
  const response = await api.fetch(request, bindings);
  if (response.headers.has(REVISION_HEADER)) {
    ctx.waitUntil(noteCommit(wirePlan(env)));
    ctx.waitUntil(tellChannelsSoon(env.DB, settings.publicUrl));
  }
  return response;
}

/** The cron: announces due articles, re-reads stored articles after an upgrade, and finds deliveries that the queue lost. */
export async function runCron(env: PublisherEnv): Promise<void> {
  await createReader(env.DB).announceDue(Date.now());
  const settings = await createPushStore(env.DB).findSettings();
  const publishing = wirePublishing(env, settings?.publicUrl ?? NOT_PUBLIC);
  await continueWalk(publishing);
  await sweep(wirePlan(env));
  if (settings !== undefined) await tellChannels(wireChannels(env.DB, settings.publicUrl));
  await tendMedia({ ...publishing, media: createMediaStore(env.DB, env.MEDIA) });
}

/** Before the first request nothing is known of the publication's address; a cron mints no id. */
const NOT_PUBLIC = "http://localhost";

function wirePublishing(env: PublisherEnv, publicUrl: string) {
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
