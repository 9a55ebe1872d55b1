import { describe, expect, it } from "vitest";
import { forwardToApi, forwardToDashboard, forwardToHub } from "../../src/api/forward.ts";

const config = {
  publicUrl: "https://news.example",
  publishToken: "a token",
  maxAgeSeconds: 900,
  maxUnconditionalPerHour: undefined,
};

/** As workerd gives it: with the path that the client wrote. */
function receive(path: string): Request {
  return { url: `https://news.example${path}`, method: "PUT", headers: new Headers() } as Request;
}

type PassOn = typeof forwardToHub;

async function pass(
  request: Request,
  forward: PassOn = forwardToDashboard,
): Promise<{ readonly status: number; readonly passed: readonly string[] }> {
  const passed: string[] = [];
  const publisher = {
    fetch: async ({ url }: Request) => {
      passed.push(new URL(url).pathname);
      return new Response(null);
    },
  };
  const { status } = await forward(request, publisher, config);
  return { status, passed };
}

describe("What is passed on without a token stays below /dashboard", () => {
  it.each([
    "/dashboard/../api/articles/owned",
    "/dashboard/%2e%2e/api/audience",
    "/dashboard/.%2E/audience",
    "/dashboard/..\\api/site",
    "/dashboard\\..\\api\\site",
    "/dashboard/a/../../lists/opml/feed/main",
  ])("%s gets nowhere", async (path) => {
    expect(await pass(receive(path))).toEqual({ status: 404, passed: [] });
  });

  it.each([
    ["/dashboard", "/dashboard"],
    ["/dashboard/audience.csv?days=7", "/dashboard/audience.csv"],
    // Where `\` is no slash, this would lead to /api.
    ["/dashboard\\x/../api", "/dashboard/api"],
  ])("%s arrives as %s", async (path, arrived) => {
    expect(await pass(receive(path))).toEqual({ status: 200, passed: [arrived] });
  });
});

describe("What is passed on without a token arrives at the hub or at rssCloud", () => {
  it.each(["http://x\\api\\site?/hub", "http://x\\api\\articles\\owned#/cloud", "http://x/hub/../api/site"])(
    "%s gets nowhere",
    async (url) => {
      expect(await pass({ url } as Request, forwardToHub)).toEqual({ status: 404, passed: [] });
    },
  );

  it.each(["/hub", "/hub?x=1", "/cloud"])("%s arrives", async (path) => {
    const request = new Request(`https://news.example${path}`);
    expect(await pass(request, forwardToHub)).toEqual({ status: 200, passed: [path.split("?")[0]] });
  });
});

describe("Guesses at the API's token", () => {
  const publisher = { fetch: async () => new Response("passed on") };
  const ask = async (authorization: string | undefined, address: string) => {
    const request = new Request("https://news.example/api/articles", { headers: { "cf-connecting-ip": address } });
    if (authorization !== undefined) request.headers.set("authorization", authorization);
    const { status, headers } = await forwardToApi(request, publisher, { ...config, publishToken: "secret" }, () => {});
    return [status, Number(headers.get("retry-after")) > 0];
  };

  it("are refused with 429 after twenty a minute from one network; the right token never is", async () => {
    for (let count = 0; count < 20; count += 1) expect(await ask("Bearer wrong", "192.0.2.7")).toEqual([401, false]);
    expect(await ask("Bearer wrong", "192.0.2.7")).toEqual([429, true]);
    expect(await ask("Bearer secret", "192.0.2.7")).toEqual([200, false]);
    expect(await ask("Bearer wrong", "198.51.100.7")).toEqual([401, false]);
  });

  it("are tokens: a request without one is told to bring one, however often it comes", async () => {
    for (let count = 0; count < 30; count += 1) expect(await ask(undefined, "203.0.113.7")).toEqual([401, false]);
    expect(await ask("Basic c2VjcmV0", "203.0.113.7")).toEqual([401, false]);
  });
});
