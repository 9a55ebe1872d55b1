import { expect, it } from "vitest";
import { createSourceRoutes, type SourceInputs } from "../../src/sources/http/source-routes.ts";
import { mountRoutes } from "../support/mount-routes.ts";

const MEBIBYTE = 1024 * 1024;
const NOW = Date.UTC(2026, 10, 24);
const FRESH = `sha256=${"0".repeat(64)}, t=${NOW}`;

/** How many bytes of a body that never ends are read before the answer. */
async function countRead(headers: Record<string, string>, phase: "active" | "none"): Promise<number> {
  const subscription = phase === "active" ? { phase, secret: "s", topic: "t", token: "k", hub: "h" } : undefined;
  const source = { name: "harbour", secret: "s", subscription, state: { isBegun: true } };
  const store = { findSource: async () => source, hurry: async () => undefined };
  const sources = { ports: { store, now: () => NOW }, workSoon: () => {} } as unknown as SourceInputs;
  let read = 0;
  const body = new ReadableStream(
    {
      pull(controller) {
        read += MEBIBYTE / 4;
        controller.enqueue(new Uint8Array(MEBIBYTE / 4));
      },
    },
    { highWaterMark: 0 },
  );
  const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
  const routes = mountRoutes(createSourceRoutes(), () => ({ sources }));
  const answer = await routes.fetch(new Request("https://wire.example/sources/harbour", init));
  expect(answer.status).toBe(202);
  return read;
}

it.each([
  ["a ping", {}, "active", 0],
  ["a push without a subscription", { "x-hub-signature": "sha256=00" }, "none", 0],
  ["a webhook with an old signature", { "x-ghost-signature": `sha256=${"0".repeat(64)}, t=1` }, "none", 0],
  ["a webhook whose signature is none", { "x-ghost-signature": "guess" }, "none", 0],
] as const)("nothing of the body of %s is read", async (_, headers, phase, bytes) => {
  expect(await countRead(headers, phase)).toBe(bytes);
});

it.each([
  ["a push", { "x-hub-signature": "sha256=00" }, "active"],
  ["a webhook", { "x-ghost-signature": FRESH }, "none"],
] as const)("of %s two mebibytes are read, and a longer one is left for a poll", async (_, headers, phase) => {
  const read = await countRead(headers, phase);
  expect(read).toBeGreaterThan(2 * MEBIBYTE);
  expect(read).toBeLessThanOrEqual(3 * MEBIBYTE);
});
