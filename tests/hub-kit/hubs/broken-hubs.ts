import { createHmac } from "node:crypto";
import { type HubBehaviour, sound } from "./behaviour.ts";

/** Every fault here was seen in a hub that people use. */
export const brokenHubs: Readonly<Record<string, HubBehaviour>> = {
  /** Believes whoever asks, and goes wherever it is sent. */
  credulous: { ...sound, verifies: false, redirect: "follow", findFault: () => undefined, servesTopic: () => true },
  /** Writes over a callback's own parameters, and signs something else than it sends. */
  overwriting: {
    ...sound,
    addParameters(callback, parameters) {
      const url = new URL(callback);
      for (const [name, value] of parameters) url.searchParams.set(name, value);
      return url.href;
    },
    sign(secret = "", body) {
      return { "X-Hub-Signature": `sha256=${createHmac("sha256", secret).update(`${body}\n`).digest("hex")}` };
    },
  },
  /** Never forgets a subscriber, never tries again, and does not say what it sends. */
  perpetual: {
    ...sound,
    grantLease: (wanted) => Number(wanted ?? 4_000_000_000),
    endsLeases: false,
    describe: () => ({ "Content-Type": "text/plain" }),
    retryMs: undefined,
  },
};
