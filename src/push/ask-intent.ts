import { type CallbackClient, callBack } from "./callback-client.ts";
import type { Intent, IntentVerdict, Topic } from "./push-store.ts";

export interface IntentPorts {
  readonly speaker: CallbackClient;
  readonly drawBytes: (count: number) => Uint8Array;
  /** The revision of a feed that readers can see now; undefined: there is no such feed. */
  readonly findRevision: (topic: Topic) => Promise<number | undefined>;
}

const CHALLENGE_BYTES = 32;

/** Asks the callback whether it wants this (WebSub §5.3). */
export async function askIntent(intent: Intent, ports: IntentPorts): Promise<IntentVerdict> {
  const { speaker, drawBytes } = ports;
  const isGone = intent.mode === "subscribe" && (await ports.findRevision(intent.topic)) === undefined;
  if (isGone) return deny(intent, speaker);
  const challenge = writeBase64Url(drawBytes(CHALLENGE_BYTES));
  const reply = await callBack(writeQuestion(intent, challenge), { method: "GET" }, speaker);
  const { status } = reply;
  const isConfirmed = status !== undefined && status >= 200 && status < 300 && reply.text === challenge;
  return isConfirmed ? "confirmed" : "refused";
}

/** WebSub §5.2: the feed was withdrawn after the request was accepted. rssCloud has no words for it. */
async function deny({ dialect, callback, topicAddress }: Intent, speaker: CallbackClient): Promise<"refused"> {
  if (dialect === "rsscloud") return "refused";
  const address = appendQuery(callback, {
    "hub.mode": "denied",
    "hub.topic": topicAddress,
    "hub.reason": "this feed is no longer published",
  });
  await callBack(address, { method: "GET" }, speaker);
  return "refused";
}

function writeQuestion(
  { dialect, mode, topicAddress, callback, leaseSeconds, verifyToken }: Intent,
  challenge: string,
): string {
  if (dialect === "rsscloud") return appendQuery(callback, { url: topicAddress, challenge });
  return appendQuery(callback, {
    "hub.mode": mode,
    "hub.topic": topicAddress,
    "hub.challenge": challenge,
    "hub.lease_seconds": mode === "subscribe" ? String(leaseSeconds) : undefined,
    "hub.verify_token": verifyToken,
  });
}

/** WebSub §5.3: parameters are appended; what the callback's own query holds stays as it is, byte for byte. */
function appendQuery(callback: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const query = given.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  if (!callback.includes("?")) return `${callback}?${query}`;
  return /[?&]$/.test(callback) ? callback + query : `${callback}&${query}`;
}

/** Inside the alphabet of WebSub §5.3 (2026): letters, digits, "-" and "_". */
function writeBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}
