import { afterEach, expect, test, vi } from "vitest";
import { createApiClient } from "../../cli/api-client.ts";

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
