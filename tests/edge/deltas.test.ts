import { beforeEach, describe, expect, it } from "vitest";
import { createSimulatedEdge, type SimulatedAnswer, type SimulatedEdge } from "../support/simulated-edge.ts";

// RFC 3229 with `feed`: who gets a part of a feed, and when it is the whole instead.

const PROFILE = `title: The Wire
domain: wire.example
feeds:
  - name: small
    title: A small one
    window_size: 4
    not: ["category:Hidden"]
`;
const NEWSBOAT = "newsboat/2.21.0 (Linux x86_64)";
const XML = ["/feeds/small/rss.xml", "/feeds/small/atom.xml"];
const RSS = "/feeds/small/rss.xml";

function write(title: string, more = ""): string {
  return `---\ntitle: ${title}\nslug: ${title}\ndate: 2026-01-01\ncategories: [A]\n${more}---\n\nText of ${title}.\n`;
}

let edge: SimulatedEdge;

async function publish(...titles: readonly string[]): Promise<void> {
  for (const title of titles) await edge.publish(0, title, write(title));
}

beforeEach(async () => {
  edge = createSimulatedEdge({ hasWorkersCache: true });
  await edge.putSite(0, PROFILE);
  await publish("zero", "one", "two");
  edge.clock.now += 10_000;
});

const poll = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  edge.poll(0, path, { headers, method });

/** A poll that asks for what came after an answer. */
function pollAfter(path: string, { headers }: SimulatedAnswer, more: Record<string, string> = {}, method = "GET") {
  const known = { "a-im": "feed", "user-agent": NEWSBOAT, "if-none-match": headers.get("etag") ?? "" };
  return poll(path, { ...known, ...more }, method);
}

const titlesOf = ({ text }: SimulatedAnswer) =>
  Array.from(text.matchAll(/<(?:item|entry)>\s*(?:<id>[^<]*<\/id>\s*)?<title[^>]*>([^<]*)</g), ([, title]) => title);

describe.each(XML)("%s", (path) => {
  it.each([
    [NEWSBOAT, 226],
    ["Newsboat/2.32", 226],
    ["feedparser/6.0.11 +https://github.com/kurtmckee/feedparser/", 200],
    ["UniversalFeedParser/5.2.1 +https://code.google.com/p/feedparser/", 200],
    ["rss2email/3.13 (https://github.com/rss2email/rss2email)", 200],
    ["Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)", 200],
    ["Mozilla/5.0 (compatible; newsboat/2.21)", 200],
    ["", 200],
  ])("agent %s: %i", async (agent, status) => {
    const before = await poll(path);
    await publish("three");
    const answer = await pollAfter(path, before, { "user-agent": agent });
    expect([answer.status, titlesOf(answer)]).toEqual([
      status,
      status === 226 ? ["three"] : ["three", "two", "one", "zero"],
    ]);
  });

  it.each([
    ["feed", 226],
    ["vcdiff, feed, gzip", 226],
    ["FEED;q=1", 226],
    ["gzip", 200],
    ["feeds", 200],
    ["", 200],
  ])("A-IM: %s: %i", async (manipulations, status) => {
    const before = await poll(path);
    await publish("three");
    expect((await pollAfter(path, before, { "a-im": manipulations })).status).toBe(status);
  });

  it("a 226 has the full feed's validators and links, and may be kept by none that does not know it", async () => {
    const before = await poll(path);
    await publish("three");
    const [delta, whole] = [await pollAfter(path, before), await poll(path)];
    expect(delta.status).toBe(226);
    expect(Object.fromEntries(delta.headers)).toMatchObject({ im: "feed", "cache-control": "no-store, im" });
    for (const name of ["etag", "last-modified", "vary", "link", "content-type", "access-control-allow-origin"]) {
      expect([name, delta.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
      expect(delta.headers.get(name)).not.toBeNull();
    }
    expect(whole.text).toContain("fh:complete");
    expect(delta.text).not.toContain("fh:complete");
  });

  it("has no date that equals the client's: libcurl would throw it away as not modified", async () => {
    await publish("three");
    edge.clock.now += 1500;
    const before = await poll(path);
    await publish("four");
    const known = before.headers.get("last-modified") ?? "";
    const answer = await pollAfter(path, before, { "if-modified-since": known });
    expect([answer.status, titlesOf(answer), answer.headers.get("last-modified")]).toEqual([226, ["four"], null]);
    const whole = await poll(path);
    expect(whole.headers.get("last-modified"), "which is where the dates are alike").toBe(known);
  });

  it("HEAD: the same status and headers, and no body", async () => {
    const before = await poll(path);
    await publish("three");
    const [head, get] = [await pollAfter(path, before, {}, "HEAD"), await pollAfter(path, before)];
    expect([head.status, head.text, head.headers.get("im")]).toEqual([226, "", "feed"]);
    expect(head.headers.get("etag")).toBe(get.headers.get("etag"));
  });

  it("nothing new: 304, which repeats no IM", async () => {
    const answer = await pollAfter(path, await poll(path));
    expect([answer.status, answer.text, answer.headers.get("im")]).toEqual([304, "", null]);
  });

  it("an edit, a minor edit and a retraction are in it, each once, as the full feed has it", async () => {
    const before = await poll(path);
    await edge.publish(0, "zero", write("zero", "summary: Edited\n"));
    await edge.publish(0, "one", write("one", "summary: Slightly edited\n"), "minor");
    await edge.retract(0, "two");
    const answer = await pollAfter(path, before);
    // All that the window holds is new: then the window itself is the shorter answer.
    expect([answer.status, titlesOf(answer)]).toEqual([200, ["Retracted: two", "one", "zero"]]);
    const since = await pollAfter(path, answer);
    expect(since.status).toBe(304);
    await publish("three");
    await edge.publish(0, "zero", write("zero", "summary: Edited again\n"));
    expect(titlesOf(await pollAfter(path, answer))).toEqual(["three", "zero"]);
  });

  it("of a list the newest known revision counts, and what is not ours is passed over", async () => {
    const older = await poll(path);
    await publish("three");
    const newer = await poll(path);
    await publish("four");
    const tags = `"foreign", ${older.headers.get("etag")}, W/"1-000000000000", ${newer.headers.get("etag")}`;
    const answer = await pollAfter(path, older, { "if-none-match": tags });
    expect([answer.status, titlesOf(answer)]).toEqual([226, ["four"]]);
  });
});

describe("the whole feed instead", () => {
  it("JSON Feed has no rule for parts", async () => {
    const before = await poll("/feed.json");
    await publish("three");
    expect((await pollAfter("/feed.json", before)).status).toBe(200);
  });

  it.each<[what: string, tag: (known: string) => string]>([
    ["a tag of somebody else's", () => '"abc"'],
    ["another epoch", (known) => known.replace(/-[0-9a-f]+/, "-000000000000")],
    ["revision 0", (known) => known.replace(/\d+-/, "0-")],
    ["a revision that never was", (known) => known.replace(/\d+-/, "99999-")],
    ["a revision that is no number", (known) => known.replace(/\d+-/, "1e1-")],
  ])("%s", async (_, forge) => {
    const before = await poll(RSS);
    await publish("three");
    const tag = forge(before.headers.get("etag") ?? "");
    expect((await pollAfter(RSS, before, { "if-none-match": tag })).status).toBe(200);
  });

  it("a date alone names no revision", async () => {
    const before = await poll(RSS);
    await publish("three");
    const since = { "if-modified-since": before.headers.get("last-modified") ?? "" };
    expect((await poll(RSS, { "a-im": "feed", "user-agent": NEWSBOAT, ...since })).status).toBe(200);
  });

  it("an entry left for another feed: a part could not say so", async () => {
    const before = await poll(RSS);
    await edge.publish(0, "one", write("one").replace("[A]", "[Hidden]"));
    await publish("three");
    const answer = await pollAfter(RSS, before);
    expect([answer.status, titlesOf(answer)]).toEqual([200, ["three", "two", "zero"]]);
    await publish("four");
    expect((await pollAfter(RSS, answer)).status).toBe(226);
  });

  it("an entry expired", async () => {
    const expires = new Date(edge.clock.now + 5000).toISOString();
    await edge.publish(0, "brief", write("brief", `expires: ${expires}\n`));
    const before = await poll(RSS);
    await publish("three");
    edge.clock.now += 6000;
    const answer = await pollAfter(RSS, before);
    expect([answer.status, titlesOf(answer)]).toEqual([200, ["three", "two", "one", "zero"]]);
  });

  it("the client is further behind than the window reaches", async () => {
    const before = await poll(RSS);
    await publish("three", "four", "five", "six");
    expect((await pollAfter(RSS, before)).status).toBe(200);
  });

  it("what changed stands outside the window: nothing has changed in it", async () => {
    await publish("three", "four", "five");
    const before = await poll(RSS);
    await edge.publish(0, "zero", write("zero", "summary: Edited\n"));
    expect((await pollAfter(RSS, before)).status).toBe(304);
  });

  it("a changed profile begins a new epoch", async () => {
    const before = await poll(RSS);
    await edge.putSite(0, PROFILE.replace("The Wire", "The New Wire"));
    expect((await pollAfter(RSS, before)).status).toBe(200);
  });
});
