import { describe, expect, it, test } from "vitest";
import { createTransport, type TransportPorts } from "../../cli/transport.ts";

// Requests before a server of a few lines and a clock that only sleeping moves.

const BASE = "https://feeds.example";

type Step = (init: RequestInit) => Response | Promise<Response>;

const refuse: Step = () => Promise.reject(new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") }));
const answer =
  (status: number, headers: Record<string, string> = {}, body = "{}"): Step =>
  () =>
    new Response(status === 204 ? null : body, { status, headers });
/** The head of an answer, and then nothing more. */
const cut: Step = () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"outc'));
        controller.error(new TypeError("terminated"));
      },
    }),
  );

/** `script` says what each request meets; the last for all that follow. */
function setUp(script: readonly Step[], base = BASE) {
  const state = { now: 0, said: [] as string[], asked: [] as RequestInit[], timeouts: [] as number[] };
  const ports: TransportPorts = {
    fetch: async (_, init) => {
      const step = script[Math.min(state.asked.length, script.length - 1)];
      state.asked.push(init);
      if (step === undefined) throw new Error("no step");
      return step(init);
    },
    now: () => state.now,
    sleep: async (milliseconds) => {
      state.now += milliseconds;
    },
    chance: () => 0.5,
    startTimeout: (milliseconds) => {
      state.timeouts.push(milliseconds);
      return new AbortController().signal;
    },
    say: (line) => state.said.push(line),
  };
  return { state, send: createTransport(base, "secret", ports) };
}

describe("what passes is waited for", () => {
  it.each([
    ["a refused connection", refuse],
    ["a connection that is cut inside a body", cut],
    ["a gateway before a worker that is away", answer(502)],
    ["503", answer(503)],
    ["Cloudflare's 521", answer(521)],
  ])("%s for 60 seconds, as in a restart: said once, and when it is over", async (_, away) => {
    let isBack = () => false;
    const server: Step = (init) => (isBack() ? answer(200, {}, "done")(init) : away(init));
    const { state, send } = setUp([answer(200), server]);
    isBack = () => state.now >= 60_000;
    await send("/");
    expect((await send("/")).text).toBe("done");
    expect(state.said).toEqual([
      expect.stringMatching(/^Cannot reach https:\/\/feeds\.example: .+; trying again for 75 s$/),
      "https://feeds.example answers again",
    ]);
  });

  it("eight requests that wait for one server say so once", async () => {
    const { state, send } = setUp([answer(200), ...Array.from({ length: 16 }, () => refuse), answer(200)]);
    await send("/");
    await Promise.all(Array.from({ length: 8 }, () => send("/")));
    expect(state.said.filter((line) => line.startsWith("Cannot reach"))).toHaveLength(1);
  });

  it("a race that another writer won, without a word", async () => {
    const { state, send } = setUp([answer(409, { "retry-after": "1" }), answer(200)]);
    expect((await send("/")).status).toBe(200);
    expect(state.said).toEqual([]);
  });

  it("a fault of the server for a few seconds; then its answer is the answer", async () => {
    const { state, send } = setUp([answer(500)]);
    expect((await send("/")).status).toBe(500);
    expect([state.asked.length > 3, state.now < 20_000]).toEqual([true, true]);
  });
});

describe("what stays is told at once", () => {
  it.each([
    ["401", answer(401)],
    ["409 without Retry-After: the slug stays taken", answer(409)],
    ["412", answer(412)],
    ["503 since the worker has no token", answer(503, {}, '{"type":"urn:edgewire:problem:token-unset"}')],
  ])("%s", async (_, step) => {
    const { state, send } = setUp([step]);
    await send("/");
    expect([state.asked.length, state.now, state.said]).toEqual([1, 0, []]);
  });
});

test("a server that never comes back ends it with its address, the reason and the ways on", async () => {
  const { state, send } = setUp([answer(200), refuse]);
  await send("/");
  await expect(send("/")).rejects.toThrow(
    'Cannot reach https://feeds.example: connect ECONNREFUSED; wanted a running publication: "npm start" serves one on this machine',
  );
  expect(state.now).toBeGreaterThanOrEqual(75_000);
  expect(state.now).toBeLessThan(120_000);
});

test("on this machine, where most often nothing is started, it ends within seconds", async () => {
  const { state, send } = setUp([refuse], "http://localhost:8787");
  await expect(send("/")).rejects.toThrow("Cannot reach http://localhost:8787: connect ECONNREFUSED");
  expect(state.now).toBeLessThan(20_000);
});

test("a body is saved as it comes, from its start in each try; one of a refusal is read", async () => {
  const { send } = setUp([answer(200), cut, answer(200, {}, "the whole file"), answer(404, {}, "none")]);
  await send("/");
  const saved: string[] = [];
  const save = async (body: AsyncIterable<Uint8Array>) => {
    saved.push("");
    for await (const chunk of body) saved[saved.length - 1] += new TextDecoder().decode(chunk);
  };
  expect(await send("/", { save })).toMatchObject({ status: 200, text: "" });
  expect(saved).toEqual([expect.any(String), "the whole file"]);
  expect(await send("/", { save })).toMatchObject({ status: 404, text: "none" });
  expect(saved).toHaveLength(2);
});

test("every request has a timeout, which grows with what it sends and gets", async () => {
  const { state, send } = setUp([answer(200)]);
  await send("/");
  await send("/", { method: "PUT", sentBytes: 40_000_001 });
  await send("/", { receivedBytes: 40_000_001 });
  expect(state.timeouts).toEqual([30_000, 830_000, 830_000]);
});

test("the token follows no redirect: the answer is refused, and names where it leads", async () => {
  const { state, send } = setUp([answer(301, { location: "https://other.example/api/site" })]);
  await expect(send("/api/site")).rejects.toThrow("leads to https://other.example; the token goes nowhere else");
  expect(state.asked[0]?.redirect).toBe("manual");
});
