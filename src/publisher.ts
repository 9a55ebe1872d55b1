import { fetchRemoteImage } from "./article/remote-image.ts";
import { PUBLIC_URL_HEADER } from "./http/pass-on.ts";
import { createPublishingApi } from "./http/publishing-api.ts";
import { createStore } from "./store/d1-store.ts";

// The composition root of the publishers' worker. Only the readers' worker can call it, and only with a checked token.

interface PublisherEnv {
  readonly DB: D1Database;
  readonly MEDIA: R2Bucket;
}

const api = createPublishingApi();

export default {
  fetch(request, env) {
    const ports = {
      store: createStore(env.DB, env.MEDIA),
      // Asked for when a change is composed: a publish that waited for an image must not be dated before what readers hold.
      get now() {
        return Date.now();
      },
      measureRemote: (address: string) => fetchRemoteImage(address, { fetch: (url, init) => fetch(url, init) }),
    };
    return api.fetch(request, {
      ports,
      publicUrl: request.headers.get(PUBLIC_URL_HEADER) ?? new URL(request.url).origin,
    });
  },
} satisfies ExportedHandler<PublisherEnv>;
