import { FRESH_AFTER_MS } from "../push/plan.ts";
import { type TellingPorts, tellChannels } from "../push/tell-channels.ts";
import { createChannelStore } from "../store/d1-channels.ts";

// Wires hubs elsewhere and search engines for the publishers' worker.

const REQUEST_TIMEOUT_MS = 10_000;
/** `waitUntil` work may run this long after the response; then the runtime cancels it. */
const MAX_WORK_MS = 30_000;
const MAX_ROUNDS = 5;

export function wireChannels(db: D1Database, publicUrl: string): TellingPorts {
  return {
    store: createChannelStore(db),
    publicUrl,
    now: Date.now,
    post: (address, body, contentType) =>
      fetch(address, {
        method: "POST",
        body,
        headers: { "Content-Type": contentType, "User-Agent": `edgewire (+${publicUrl}/)` },
        redirect: "manual",
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      }),
  };
}

let busyUntil = 0;
let isAskedAgain = false;

/** After a publish: notes it, and tells of it once every reader can see it. A burst is one work; what it misses the cron finds. */
export async function tellChannelsSoon(db: D1Database, publicUrl: string): Promise<void> {
  isAskedAgain = true;
  if (Date.now() < busyUntil) return;
  busyUntil = Date.now() + MAX_WORK_MS;
  for (let round = 1; round <= MAX_ROUNDS && isAskedAgain; round += 1) {
    isAskedAgain = false;
    const hasMore = await tellChannels(wireChannels(db, publicUrl));
    if (!hasMore) continue;
    isAskedAgain = true;
    await new Promise((resolve) => setTimeout(resolve, FRESH_AFTER_MS));
  }
  busyUntil = 0;
}
