import { fail, type Result, succeed } from "./lib/result.ts";

/** Bindings and variables as wrangler.toml and `.dev.vars` give them. */
export interface Env {
  readonly DB: D1Database;
  readonly MEDIA: R2Bucket;
  /** The publishers' worker (wrangler.publisher.toml). */
  readonly PUBLISHER: Fetcher;
  readonly PUBLIC_URL?: string;
  readonly PUBLISH_TOKEN?: string;
  readonly MAX_AGE_SECONDS?: string;
}

export interface Config {
  /** Without a slash at its end, e.g. `https://feeds.example.org`. */
  readonly publicUrl: string;
  /** Undefined: the API refuses every request. */
  readonly publishToken: string | undefined;
  readonly maxAgeSeconds: number;
}

/** Reads the variables; a problem is one sentence that names the wrong one. */
export function readConfig(env: Env): Result<Config, string> {
  const publicUrl = readPublicUrl(env.PUBLIC_URL);
  if (!publicUrl.ok) return publicUrl;
  const maxAgeSeconds = Number(env.MAX_AGE_SECONDS ?? 900);
  if (!Number.isInteger(maxAgeSeconds) || maxAgeSeconds < 60 || maxAgeSeconds > 86_400) {
    return fail(`MAX_AGE_SECONDS must be a whole number from 60 to 86400, found "${env.MAX_AGE_SECONDS}"`);
  }
  return succeed({ publicUrl: publicUrl.value, publishToken: env.PUBLISH_TOKEN || undefined, maxAgeSeconds });
}

function readPublicUrl(text: string | undefined): Result<string, string> {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search !== "" || url.username !== "") {
    return fail(`PUBLIC_URL must be an http(s) address without path or query, found "${text ?? ""}"`);
  }
  return succeed(url.origin);
}
