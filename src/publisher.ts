import { WorkerEntrypoint } from "cloudflare:workers";
import { publisherApp, runCron } from "./composition/publisher-app.ts";
import type { PublisherEnv } from "./composition/publisher-config.ts";
import { wireHub, wirePlan } from "./composition/publisher-push.ts";
import { plan } from "./push/plan.ts";
import { type PushMessage, runHosts } from "./push/run-hosts.ts";
import { createPushStore } from "./store/d1-push.ts";

// The composition root of the publishers' worker.

export { Audience } from "./composition/publisher-audience.ts";
export { Search } from "./composition/publisher-search.ts";

/**
 * The entrypoint that wrangler.toml binds by name: the only way in. Its caller, the readers' worker, forwards /api/ after
 * checking the token, and the hub's addresses without one.
 */
export class Publishing extends WorkerEntrypoint<PublisherEnv> {
  override fetch(request: Request): Response | Promise<Response> {
    return publisherApp.fetch(request, this.env, this.ctx);
  }
}

export default {
  /** By its route, should it ever get one, this worker answers nothing. */
  fetch() {
    return new Response("404\n", { status: 404, headers: { "Cache-Control": "no-store" } });
  },

  async queue(batch, env, ctx) {
    for (const { body } of batch.messages) await work(body, env, ctx);
  },

  async scheduled(_controller, env, ctx) {
    await runCron(env, ctx);
  },
} satisfies ExportedHandler<PublisherEnv, PushMessage>;

async function work(message: PushMessage, env: PublisherEnv, ctx: ExecutionContext): Promise<void> {
  switch (message.kind) {
    case "plan":
      return plan(wirePlan(env));
    case "hosts": {
      const settings = await createPushStore(env.DB).findSettings();
      if (settings === undefined) throw new Error("The settings were not kept: no request has come through yet");
      return runHosts(
        message,
        wireHub(env, settings, (lane) => ctx.waitUntil(lane)),
      );
    }
  }
}
