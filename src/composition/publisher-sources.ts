import { Hono } from "hono";
import type { SourceRule } from "../article/profile/source-rules.ts";
import type { PublishingPorts } from "../feed/publishing/publishing-ports.ts";
import { createCallbackPolicy } from "../push/callback-policy.ts";
import { createSourceReports } from "../sources/http/source-reports.ts";
import { createSourceRoutes, type SourceEnv, type SourceInputs } from "../sources/http/source-routes.ts";
import { pollSource } from "../sources/poll-source.ts";
import { publishStaged } from "../sources/publish-staged.ts";
import { RUN_LIMITS, runSources } from "../sources/run-sources.ts";
import type { SourcePorts } from "../sources/source-ports.ts";
import type { FollowedSource } from "../sources/source-store.ts";
import { createSourceStore } from "../store/sources/d1-sources.ts";
import { hubSettingsOf, type PublisherEnv } from "./publisher-config.ts";

// Wires the sources that the publication follows. Imported by the cron of a publication that has some, and by their addresses: no other
// start of the publishers' worker reads this code.

function wireSources(env: PublisherEnv, publishing: PublishingPorts): SourcePorts {
  const { publicUrl } = publishing;
  const { callbackPorts, privateCallbacks } = hubSettingsOf(env);
  return {
    store: createSourceStore(env.DB),
    publishing,
    publicUrl,
    now: Date.now,
    drawSecret: () => crypto.randomUUID().replaceAll("-", "") + crypto.randomUUID().replaceAll("-", ""),
    client: {
      policy: createCallbackPolicy({ publicUrl, ports: callbackPorts, privateCallbacks }),
      fetch: (address, init) => fetch(address, init),
      userAgent: `edgewire (+${publicUrl}/)`,
      startTimeout: (milliseconds) => AbortSignal.timeout(milliseconds),
    },
  };
}

export async function followSources(
  rules: readonly SourceRule[],
  env: PublisherEnv,
  publishing: PublishingPorts,
): Promise<void> {
  await runSources(rules, wireSources(env, publishing));
}

export interface SourceRequest {
  readonly env: PublisherEnv;
  readonly publishing: PublishingPorts;
  readonly context: Pick<ExecutionContext, "waitUntil">;
  /** Plans the deliveries of what was published. */
  readonly tell: () => Promise<unknown>;
}

export async function answerSources(request: Request, asked: SourceRequest): Promise<Response> {
  const ports = wireSources(asked.env, asked.publishing);
  const workSoon: SourceInputs["workSoon"] = (source, work) => {
    asked.context.waitUntil(workOn(source, work === "poll and publish", ports).then(asked.tell));
  };
  const app = new Hono<SourceEnv>({ getPath: ({ url }) => new URL(url).pathname });
  app.use(async (c, next) => {
    c.set("sources", { ports, workSoon });
    await next();
  });
  app.route("/", createSourceRoutes());
  app.route("/", createSourceReports());
  return app.fetch(request);
}

/** The cron publishes the rest. */
async function workOn(source: FollowedSource, isPolled: boolean, ports: SourcePorts): Promise<void> {
  if (isPolled) await pollSource(source, ports);
  await publishStaged([source.rule], RUN_LIMITS, ports, () => false);
}
