import { beforeAll, describe, expect, test } from "vitest";
import { readPublication } from "../../cli/publication.ts";
import { createMicropubApi } from "../../src/api/micropub/micropub-api.ts";
import type { PublishingEnv } from "../../src/api/publishing-inputs.ts";
import { createAppTokenStore } from "../../src/store/tools/d1-app-tokens.ts";
import { makeFolder } from "../cli/run-edgewire.ts";
import { mountRoutes } from "../support/mount-routes.ts";
import { createSimulatedEdge, PUBLIC_URL, type SimulatedEdge } from "../support/simulated-edge.ts";

// Bad input to what aggregators and writing tools use: a clear answer, and nothing stored.

const TOKEN = "a-token-of-a-private-feed-123";
const SITE = `title: The Wire
domain: wire.example
covers: none
micropub: yes
feeds:
  - { name: top, all: "category: Sea" }
partners:
  - { partner: fulltext, feed: top, token: ${TOKEN} }
`;
const NEWSBREAK = SITE.replace("feed: top, token", "feed: top }\n  - { partner: newsbreak, feed: top, token");
const ARTICLE = "---\ntitle: The sea is calm\ndate: 2026-01-01\ncategories: [Sea]\n---\n\nText.\n";

let edge: SimulatedEdge;
let toolToken = "";

beforeAll(async () => {
  edge = createSimulatedEdge();
  await edge.putSite(0, SITE);
  await edge.publish(0, "sea", ARTICLE);
  const body = JSON.stringify({ name: "Quill", scopes: ["create"] });
  const made = await edge.callApi("/api/tokens", "with token", { method: "POST", body });
  toolToken = (JSON.parse(made.text) as { token: string }).token;
  // The day of its last use is noted once.
  expect((await sendForm("h=event&content=x", toolToken)).status).toBe(400);
});

/** Each row of each table, and the names of the stored files. */
function dumpStore(): string {
  const tables = edge.store.query<{ name: string }>(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
  );
  expect(tables.length).toBeGreaterThan(10);
  const rows = tables.map(({ name }) => [name, edge.store.query(`SELECT * FROM "${name}"`)]);
  return JSON.stringify([rows, [...edge.bucket.objects.keys()].sort()]);
}

interface Told {
  readonly status: number;
  readonly text: string;
}

const putSite = (yaml: string) =>
  edge.callApi("/api/site", "with token", {
    method: "PUT",
    body: yaml,
    headers: { "content-type": "application/yaml" },
  });

const putArticle = (key: string, markdown: string) =>
  edge.callApi(`/api/articles/${key}`, "with token", {
    method: "PUT",
    body: markdown,
    headers: { "content-type": "text/markdown" },
  });

async function sendForm(form: string, bearer?: string): Promise<Told> {
  const publishing = {
    ports: edge.openPublishing(),
    tokens: createAppTokenStore(edge.store.db),
    publicUrl: PUBLIC_URL,
  };
  const tools = mountRoutes(
    createMicropubApi(),
    () => ({ publishing }) as unknown as PublishingEnv["Variables"] & never,
  );
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
  };
  const answer = await tools.request(`${PUBLIC_URL}/micropub`, { method: "POST", body: form, headers });
  return { status: answer.status, text: await answer.text() };
}

async function readFolder(site: string): Promise<Told> {
  const { siteFindings } = await readPublication(makeFolder({ "site.yaml": site, "sea.md": ARTICLE }));
  return { status: siteFindings.length, text: siteFindings.map(({ message }) => message).join("\n") };
}

const rows: [name: string, ask: () => Promise<Told>, status: number, words: RegExp][] = [
  [
    "a partner that no row names",
    () => putSite(SITE.replace("fulltext", "yahoo")),
    422,
    /partners\[0\]\.partner\\" must be one of msn, smartnews, .*found \\"yahoo/,
  ],
  [
    "a rule that no article meets, in the folder: one finding of site.yaml",
    () => readFolder(NEWSBREAK),
    1,
    /^NewsBreak's feed feeds\/top is empty: its only article breaks a rule \(https:\/\/\S+\); mend one, or remove the line$/,
  ],
  [
    "a partner that wants more articles than a feed has, in the folder",
    () => readFolder(SITE.replace("fulltext", "flatplan")),
    1,
    /^flatplan's feed feeds\/top holds 1 article, wanted at least 10 \(https:\/\/\S+\); give it a feed with more$/,
  ],
  [
    "a token in an article's text",
    () => putArticle("leak", ARTICLE.replace("Text.", `Read ${PUBLIC_URL}/feeds/top/fulltext/${TOKEN}.xml.`)),
    422,
    /token-shown.*shows the token of the private feed feeds\/top for fulltext/s,
  ],
  [
    "a token in an article's front matter",
    () => putArticle("leak", ARTICLE.replace("title:", `summary: ${TOKEN}\ntitle:`)),
    422,
    /token-shown/,
  ],
  ["a token in an article's key", () => putArticle(TOKEN, ARTICLE), 422, /token-shown/],
  [
    "a token in the navigation",
    () => putSite(`${SITE}navigation:\n  - { title: For us, url: /feeds/top/fulltext/${TOKEN}.xml }\n`),
    422,
    /navigation\[0\]\.url\\" shows the token of the private feed feeds\/top for fulltext/,
  ],
  [
    "a token in a former address",
    () => putSite(`${SITE}former_feeds:\n  /feeds/${TOKEN}.xml: main\n`),
    422,
    /A name in \\"former_feeds\\" shows the token/,
  ],
  [
    "Micropub with the token in header and form",
    () => sendForm(`h=entry&content=x&access_token=${toolToken}`, toolToken),
    400,
    /not in both/,
  ],
  [
    "a form of 10 MB",
    () => sendForm(`h=entry&content=${"x".repeat(10_000_000)}`, toolToken),
    413,
    /At most 2097152 bytes/,
  ],
  [
    "an unknown scope",
    () =>
      edge.callApi("/api/tokens", "with token", {
        method: "POST",
        body: JSON.stringify({ name: "Odd", scopes: ["create", "everything"] }),
      }),
    400,
    /found \\"everything\\"/,
  ],
  [
    "a licence that is no address",
    () => putSite(`${SITE}license: all rights reserved\n`),
    422,
    /\\"license\\" must be .*found \\"all rights reserved/,
  ],
  [
    "terms of a licence for machines that are no address",
    () => putSite(`${SITE}licence: { permits: search, terms: ask us }\n`),
    422,
    /licence\.terms\\" must be .*found \\"ask us/,
  ],
];

describe("bad input", () => {
  test.each(rows)("%s: a clear answer, and nothing is stored", async (_name, ask, status, words) => {
    const before = dumpStore();
    const told = await ask();
    expect([told.status, told.text]).toEqual([status, expect.stringMatching(words)]);
    expect(told.text).not.toContain(TOKEN);
    expect(dumpStore()).toBe(before);
  });

  test("an empty feed of a partner is served without an item", async () => {
    await edge.putSite(0, NEWSBREAK);
    edge.clock.now += 3000;
    const { status, text } = await edge.poll(0, "/feeds/top/newsbreak/a-token-of-a-private-feed-123.xml");
    expect([status, text.includes("<item>")]).toEqual([200, false]);
  });
});
