import { readNetwork } from "../lib/networks.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { readWholeNumber } from "../lib/settings.ts";
import type { SubscriptionCaps } from "./fair-shares.ts";

/** The `HUB_` variables of the publishers' worker, read. */
export interface HubSettings {
  readonly privateCallbacks: string;
  readonly callbackPorts: string;
  readonly verificationsPerMinute: number;
  readonly requestsPerRun: number;
  readonly caps: SubscriptionCaps;
}

interface NumberRow {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

const numbers = {
  // Two: a host's slots are shared, and no client may take all of them.
  HUB_VERIFICATIONS_PER_MINUTE: { usual: 10, least: 2, most: 100_000 },
  // Cloudflare's free plan allows 50 requests in an invocation.
  HUB_REQUESTS_PER_RUN: { usual: 40, least: 1, most: 10_000 },
  HUB_SUBSCRIPTIONS_PER_CLIENT: { usual: 1000, least: 1, most: 10_000_000 },
  HUB_SUBSCRIPTIONS_PER_HOST: { usual: 10_000, least: 1, most: 10_000_000 },
  HUB_SUBSCRIPTIONS: { usual: 100_000, least: 1, most: 10_000_000 },
} as const satisfies Readonly<Record<string, NumberRow>>;

type NumberName = keyof typeof numbers;

const lists: Readonly<Record<string, { readonly isWord: (word: string) => boolean; readonly wanted: string }>> = {
  HUB_PRIVATE_CALLBACKS: {
    isWord: (word) => readNetwork(word) !== undefined || (/^[a-z\d.-]+$/i.test(word) && /[a-z][a-z\d-]*$/i.test(word)),
    wanted: "host names and IPv4 networks, e.g. 127.0.0.0/8 reader.internal",
  },
  HUB_CALLBACK_PORTS: {
    isWord: (word) => /^[1-9]\d{0,4}$/.test(word) && Number(word) <= 65_535,
    wanted: "ports, e.g. 8443",
  },
};

/** Reads every variable that begins with `HUB_`; a problem is one sentence that names the wrong one. Empty means unset. */
export function readHubSettings(env: Readonly<Record<string, unknown>>): Result<HubSettings, string> {
  const textOf = (name: string) => (typeof env[name] === "string" ? env[name].trim() : "");
  const known = [...Object.keys(numbers), ...Object.keys(lists)];
  const unknown = Object.keys(env).find((name) => name.startsWith("HUB_") && !known.includes(name));
  if (unknown !== undefined) return fail(`${unknown} is no setting of the hub; these are: ${known.join(", ")}`);
  for (const [name, { isWord, wanted }] of Object.entries(lists)) {
    const wrong = splitWords(textOf(name)).find((word) => !isWord(word));
    if (wrong !== undefined) return fail(`${name} must hold ${wanted}; found "${wrong}"`);
  }
  const read = readNumbers(textOf);
  if (!read.ok) return read;
  const { value } = read;
  return succeed({
    privateCallbacks: textOf("HUB_PRIVATE_CALLBACKS"),
    callbackPorts: textOf("HUB_CALLBACK_PORTS"),
    verificationsPerMinute: value.HUB_VERIFICATIONS_PER_MINUTE,
    requestsPerRun: value.HUB_REQUESTS_PER_RUN,
    caps: {
      perClient: value.HUB_SUBSCRIPTIONS_PER_CLIENT,
      perHost: value.HUB_SUBSCRIPTIONS_PER_HOST,
      inAll: value.HUB_SUBSCRIPTIONS,
    },
  });
}

function splitWords(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}

function readNumbers(textOf: (name: string) => string): Result<Record<NumberName, number>, string> {
  const read: Partial<Record<NumberName, number>> = {};
  for (const [name, { usual, least, most }] of Object.entries(numbers) as [NumberName, NumberRow][]) {
    const number = readWholeNumber(name, textOf(name) || String(usual), least, most);
    if (!number.ok) return number;
    read[name] = number.value;
  }
  return succeed(read as Record<NumberName, number>);
}
