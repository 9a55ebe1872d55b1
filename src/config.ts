import { fail, type Result, succeed } from "./lib/result.ts";
import { readWholeNumber } from "./lib/settings.ts";

/** Bindings and variables as wrangler.toml and `.dev.vars` give them. */
export interface Env {
  readonly DB: D1Database;
  readonly MEDIA: R2Bucket;
  /** The publishers' worker (wrangler.publisher.toml). */
  readonly PUBLISHER: Fetcher;
  readonly PUBLIC_URL?: string;
  readonly PUBLISH_TOKEN?: string;
  readonly MAX_AGE_SECONDS?: string;
  readonly MAX_UNCONDITIONAL_PER_HOUR?: string;
}

export interface Config {
  /** Without a slash at its end, e.g. `https://feeds.example.org`. */
  readonly publicUrl: string;
  /** Undefined: the API refuses every request. */
  readonly publishToken: string | undefined;
  readonly maxAgeSeconds: number;
  /** How often one client may fetch one feed whole within an hour; undefined: as often as it likes. 12 is a good number. */
  readonly maxUnconditionalPerHour: number | undefined;
}

/** Reads the variables; a problem is one sentence that names the wrong one. */
export function readConfig(env: Env): Result<Config, string> {
  const publicUrl = readPublicUrl(env.PUBLIC_URL);
  if (!publicUrl.ok) return publicUrl;
  const maxAgeSeconds = readWholeNumber("MAX_AGE_SECONDS", env.MAX_AGE_SECONDS || "900", 60, 86_400);
  if (!maxAgeSeconds.ok) return maxAgeSeconds;
  const limit = readOptional("MAX_UNCONDITIONAL_PER_HOUR", env.MAX_UNCONDITIONAL_PER_HOUR, 1, 3600);
  if (!limit.ok) return limit;
  return succeed({
    publicUrl: publicUrl.value,
    publishToken: env.PUBLISH_TOKEN || undefined,
    maxAgeSeconds: maxAgeSeconds.value,
    maxUnconditionalPerHour: limit.value,
  });
}

function readOptional(
  name: string,
  text: string | undefined,
  least: number,
  most: number,
): Result<number | undefined, string> {
  return text === undefined || text === "" ? succeed(undefined) : readWholeNumber(name, text, least, most);
}

function readPublicUrl(text: string | undefined): Result<string, string> {
  const url = text === undefined ? null : URL.parse(text);
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.pathname !== "/" ||
    url.search !== "" ||
    url.username !== ""
  ) {
    return fail(`PUBLIC_URL must be an http(s) address without path or query, found "${text ?? ""}"`);
  }
  return succeed(url.origin);
}
