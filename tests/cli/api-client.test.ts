import { afterEach, expect, test, vi } from "vitest";
import { createApiClient, describeProblem } from "../../cli/api-client.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a server that is not there: after the last try it says why, and what to do", async () => {
  vi.useFakeTimers();
  const refuse = vi.fn(() =>
    Promise.reject(new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED 127.0.0.1:8787") })),
  );
  vi.stubGlobal("fetch", refuse);
  const failure = createApiClient("http://localhost:8787", "secret").listArticles().catch(String);
  await vi.runAllTimersAsync();
  expect(await failure).toContain(
    "Cannot reach http://localhost:8787: connect ECONNREFUSED 127.0.0.1:8787; wanted a running publication: " +
      '"npm start" serves one on this machine, --to names another',
  );
  expect(refuse).toHaveBeenCalledTimes(4);
});

test("what a server says of a refusal cannot speak to the terminal", () => {
  const findings = [{ severity: "error", message: "\u001b]0;window\u0007\r\nforged" }];
  expect(describeProblem({ status: 422, body: { title: "No\u009b2J", findings } })).toBe("422 No2J: ]0;window forged");
});
