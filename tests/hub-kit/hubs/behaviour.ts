import { createHmac, randomBytes } from "node:crypto";

/** All that a hub can get wrong, as parts to be exchanged. The parts here are right. */
export interface HubBehaviour {
  /** Undefined: no fault; else what is wrong with a request. */
  readonly findFault: (form: URLSearchParams, contentType: string) => string | undefined;
  /** A topic that is not served is denied. */
  readonly servesTopic: (topic: string) => boolean;
  readonly grantLease: (wanted: string | null) => number;
  readonly endsLeases: boolean;
  readonly verifies: boolean;
  readonly redirect: "manual" | "follow";
  readonly addParameters: (callback: string, parameters: URLSearchParams) => string;
  readonly sign: (secret: string | undefined, body: Buffer) => Record<string, string>;
  readonly describe: (topic: { readonly contentType: string; readonly link: string }) => Record<string, string>;
  /** When a failed delivery is tried again; undefined: never. */
  readonly retryMs: number | undefined;
}

const MODES = ["subscribe", "unsubscribe", "publish"];
const TEN_DAYS_SECONDS = 864_000;
const THIRTY_DAYS_SECONDS = 2_592_000;

function isWebAddress(text: string | null): boolean {
  const url = text === null ? null : URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol);
}

export const sound: HubBehaviour = {
  findFault(form, contentType) {
    if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return `a form is wanted, found ${contentType}`;
    const mode = form.get("hub.mode") ?? "";
    if (!MODES.includes(mode)) return "hub.mode must be subscribe or unsubscribe";
    if (mode === "publish") return undefined;
    for (const name of ["hub.topic", "hub.callback"]) {
      if (!isWebAddress(form.get(name))) return `${name} must be an http or https address`;
    }
    if (Buffer.byteLength(form.get("hub.secret") ?? "") >= 200) return "hub.secret must have less than 200 bytes";
    return undefined;
  },
  // What others have at their own addresses is not for a hub of this machine to tell.
  servesTopic: (topic) => new URL(topic).hostname === "127.0.0.1",
  grantLease(wanted) {
    const seconds = Number(wanted ?? TEN_DAYS_SECONDS);
    return seconds >= 1 ? Math.min(Math.floor(seconds), THIRTY_DAYS_SECONDS) : TEN_DAYS_SECONDS;
  },
  endsLeases: true,
  verifies: true,
  redirect: "manual",
  addParameters: (callback, parameters) => `${callback}${callback.includes("?") ? "&" : "?"}${parameters}`,
  sign(secret, body) {
    if (secret === undefined) return {};
    return { "X-Hub-Signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
  },
  describe: ({ contentType, link }) => ({ "Content-Type": contentType, Link: link }),
  retryMs: 60,
};

/** WebSub §5.3, as narrowed in 2026: base64url keeps inside the allowed characters. */
export function drawChallenge(): string {
  return randomBytes(32).toString("base64url");
}
