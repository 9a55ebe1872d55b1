import type { OriginPorts } from "./origin/origin-ports.ts";

// The Cache API is the cache of self-hosted workerd and local development; in production Workers Cache is in front of it.

const WEEK_SECONDS = 604_800;

/** Keeps the last that was made of something, for a week. */
export async function remember(ports: OriginPorts, path: string, body: BodyInit, headers: HeadersInit): Promise<void> {
  const kept = new Response(body, { headers });
  kept.headers.set("Cache-Control", `public, max-age=${WEEK_SECONDS}`);
  await ports.cache.put(cacheKey(ports, path), kept);
}

export async function recall(ports: OriginPorts, path: string): Promise<Response | undefined> {
  return ports.cache.match(cacheKey(ports, path));
}

function cacheKey({ settings }: OriginPorts, path: string): string {
  return `${settings.publicUrl}/-${path}`;
}
