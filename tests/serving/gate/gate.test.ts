import { afterEach, expect, it, vi } from "vitest";
import { createGate, createGateMemory } from "../../../src/serving/gate/gate.ts";

afterEach(() => void vi.restoreAllMocks());

const ORIGIN = "https://news.example";
const BUG = new TypeError("Cannot read properties of undefined");

/** A gate whose bindings have a bug: reading a setting throws. */
function askGate(path: string, method = "GET"): Response | Promise<Response> {
  const memory = createGateMemory({ now: () => 0, sleep: () => Promise.resolve(), drawSeed: () => 1 });
  const url = ORIGIN + path;
  const settings = {
    get publicUrl(): string {
      throw BUG;
    },
    maxAgeSeconds: 900,
    maxUnconditionalPerHour: undefined,
  };
  const ask = () => Promise.reject(BUG);
  return createGate(memory).fetch(new Request(url, { method }), { url, settings, ask, now: 0 });
}

it.each([
  ["a handler that throws", "/feed", "GET"],
  ["a handler that throws, asked for the head", "/feed", "HEAD"],
  ["a promise that is rejected", "/no/such/page", "GET"],
])("RFC 9110 §15.6.1: a bug is a plain 500 that no cache keeps, and is logged: %s", async (_how, path, method) => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const response = await askGate(path, method);
  expect(response.status).toBe(500);
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).not.toContain(BUG.message);
  expect(logged.mock.calls).toEqual([[`Cannot answer ${ORIGIN}${path}:`, BUG]]);
});
