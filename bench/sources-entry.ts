import { publisherApp } from "../src/composition/publisher-app.ts";
import type { PublisherEnv } from "../src/composition/publisher-config.ts";
import { createCallbackPolicy } from "../src/push/callback-policy.ts";
import { runSources } from "../src/sources/run-sources.ts";
import { createStore } from "../src/store/d1-store.ts";
import { createSourceStore } from "../src/store/sources/d1-sources.ts";
import { countRows } from "../tests/support/count-rows.ts";

// The cron's run over the sources of site.yaml, over a D1 that counts rows and with sources that are functions. `/run/<time>` makes one
// run; `/api/site` takes the profile.

const PUBLIC_URL = "https://news.example";
const ENTRIES = 20;
const TEXT = "<p>The keepers of the weir tell of boats, floods and the mill on the other bank of the river.</p>".repeat(
  12,
);

/** A source's feed, which gets a new entry every six hours. */
function writeFeed(host: string, now: number): string {
  const newest = Math.floor(now / 21_600_000);
  const items = Array.from({ length: ENTRIES }, (_, index) => {
    const [number, date] = [newest - index, new Date((newest - index) * 21_600_000).toUTCString()];
    return `<item><title>${host} ${number}</title><guid isPermaLink="false">${host}-${number}</guid><link>https://${host}/${number}</link><pubDate>${date}</pubDate><description><![CDATA[${TEXT}]]></description></item>`;
  });
  return `<rss version="2.0"><channel><title>${host}</title><link>https://${host}/</link>${items.join("")}</channel></rss>`;
}

async function run(env: PublisherEnv, now: number): Promise<Response> {
  const { db, counts } = countRows(env.DB);
  const store = createStore(db, env.MEDIA);
  const { profile } = await createStore(env.DB, env.MEDIA).readSite();
  let requests = 0;
  const fetch = async (address: string) => {
    requests += 1;
    return new Response(writeFeed(new URL(address).host, now));
  };
  await runSources(profile?.sources ?? [], {
    store: createSourceStore(db),
    publishing: {
      store,
      publicUrl: PUBLIC_URL,
      now,
      measureRemote: () => Promise.reject(new Error("no entry has a picture")),
    },
    client: {
      policy: createCallbackPolicy({ publicUrl: PUBLIC_URL, ports: "", privateCallbacks: "" }),
      fetch,
      userAgent: "edgewire",
      startTimeout: (milliseconds) => AbortSignal.timeout(milliseconds),
    },
    now: () => now,
    drawSecret: () => crypto.randomUUID(),
    publicUrl: PUBLIC_URL,
  });
  return Response.json({ requests, ...counts });
}

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    return pathname.startsWith("/api/")
      ? publisherApp.fetch(request, env, ctx)
      : run(env, Number(pathname.split("/")[2]));
  },
} satisfies ExportedHandler<PublisherEnv>;
