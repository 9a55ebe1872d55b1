import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { FIRST_ARTICLE, FIRST_KEY, PUBLIC_URL, SITE, startWorker, type TestWorker } from "../support/harness.ts";

// The publishers' worker looks at its own feeds from outside, and says on the dashboard what it saw.

let worker: TestWorker;
let cookie = "";
const realFetch = globalThis.fetch;

beforeAll(async () => {
  worker = await startWorker();
  await worker.putSite(SITE);
  await worker.putArticle(FIRST_KEY, FIRST_ARTICLE, { "content-type": "text/plain" });
  const body = new URLSearchParams({ token: worker.token });
  const signedIn = await ask("/dashboard/sign-in", { method: "POST", body, redirect: "manual" });
  cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
});

afterAll(() => {
  vi.unstubAllGlobals();
  return worker?.close();
});

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return realFetch(new URL(path, worker.url), { ...init, headers: { ...init.headers, cookie } });
}

/** The publication's public address leads to the worker under test; `spoil` stands in between. */
function serveOutside(spoil: (path: string) => Response | undefined = () => undefined): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(PUBLIC_URL)) return realFetch(request);
    const path = request.url.slice(PUBLIC_URL.length);
    asked.push(path);
    const { method, headers, redirect } = request;
    return spoil(path) ?? unpack(await realFetch(new URL(path, worker.url), { method, headers, redirect }));
  });
  return asked;
}

/** Node has decoded the body already: whoever gets it next must not be told to. */
async function unpack(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  const { status } = response;
  return new Response(status === 304 ? null : await response.arrayBuffer(), { status, headers });
}

const listErrors = (page: string) => Array.from(page.matchAll(/<strong>Error<\/strong>[^<]*/g), ([error]) => error);

describe("feed health on the dashboard", () => {
  it("is not looked at until it is asked for", async () => {
    const asked = serveOutside();
    const page = await (await ask("/dashboard")).text();
    expect(page).toContain('href="/dashboard?check=feeds#health"');
    expect(asked).toEqual([]);
  });

  it("finds no error in what we serve", async () => {
    const asked = serveOutside();
    const page = await (await ask("/dashboard?check=feeds")).text();
    expect([/ in 3 feeds/.test(page), listErrors(page)]).toEqual([true, []]);
    expect(asked).toEqual(expect.arrayContaining(["/", "/rss.xml", "/atom.xml", "/feed.json"]));
    expect(asked.length).toBeLessThan(50);
  });

  it("tells where, what was found and what to do, escaped", async () => {
    serveOutside((path) => (path === "/atom.xml" ? new Response("<b>down</b>", { status: 502 }) : undefined));
    const page = await (await ask("/dashboard?check=feeds")).text();
    expect(listErrors(page)).toEqual([
      expect.stringMatching(/at http:[^ ]*\/atom\.xml: found status 502, wanted status 200 and the feed\. See /),
    ]);
  });

  it("is nobody's but the publisher's", async () => {
    const asked = serveOutside();
    const response = await realFetch(new URL("/dashboard?check=feeds", worker.url));
    expect((await response.text()).includes("Feed health")).toBe(false);
    expect(asked).toEqual([]);
  });
});
