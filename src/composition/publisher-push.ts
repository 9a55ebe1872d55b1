import type { DocumentSettings } from "../feed/build-feed.ts";
import { createByteLru } from "../lib/byte-lru.ts";
import type { AcceptPorts } from "../push/accept-request.ts";
import { createCallbackPolicy } from "../push/callback-policy.ts";
import type { TopicRendering } from "../push/deliver.ts";
import { findSuccessor } from "../push/find-successor.ts";
import type { PlanPorts } from "../push/plan.ts";
import type { RunPorts } from "../push/run-hosts.ts";
import { findTopicRevision, renderTopic } from "../serving/origin/render-topic.ts";
import { createPushStore } from "../store/d1-push.ts";
import { createReader } from "../store/d1-reader.ts";
import { hubSettingsOf, type PublisherEnv } from "./publisher-config.ts";

// Wires the hub for the publishers' worker. Memories live as long as the isolate.

const RENDERING_MEMORY_BYTES = 16 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;

const renderings = createByteLru<TopicRendering>(RENDERING_MEMORY_BYTES);
const entryBytes = createByteLru<Uint8Array>(RENDERING_MEMORY_BYTES);

export function wirePlan({ DB, DELIVERIES }: PublisherEnv): PlanPorts {
  return {
    store: createPushStore(DB),
    now: Date.now,
    queue: {
      send: async (messages, delaySeconds) => {
        await DELIVERIES.sendBatch(
          messages.map((body) => ({ body, contentType: "json" as const })),
          { delaySeconds },
        );
      },
    },
  };
}

export function wireHub(
  env: PublisherEnv,
  settings: DocumentSettings,
  waitUntil: RunPorts["waitUntil"],
): AcceptPorts & RunPorts {
  const { publicUrl } = settings;
  const { callbackPorts, privateCallbacks, verificationsPerMinute, requestsPerRun, caps } = hubSettingsOf(env);
  const plan = wirePlan(env);
  // Settings of the last request seen here: only readers' isolates record the settings that readers get.
  const reader = { ...createReader(env.DB), recordEpoch: async () => {} };
  const heads = { reader, settings, now: Date.now };
  const policy = createCallbackPolicy({ publicUrl, ports: callbackPorts, privateCallbacks });
  return {
    ...plan,
    publicUrl,
    policy,
    verificationsPerMinute,
    requestsPerRun,
    caps,
    sleep: (milliseconds) => scheduler.wait(milliseconds),
    waitUntil,
    renderings,
    speaker: {
      policy,
      fetch: (address, init) => fetch(address, init),
      userAgent: `edgewire (+${publicUrl}/)`,
      startTimeout: () => AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    },
    drawBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    chance: Math.random,
    findRevision: ({ feed }) => findTopicRevision(feed, heads),
    findSuccessor: async (topic) => findSuccessor(topic, await reader.findHead(topic.feed), publicUrl, Date.now()),
    render: ({ feed, format }, after) => renderTopic(feed, format, after, heads, { entryBytes }),
  };
}
