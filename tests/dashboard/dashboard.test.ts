import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";
import type { DatedLine } from "../../src/audience/audience-store.ts";
import { buildReport } from "../../src/audience/build-report.ts";
import type { PublicationFigures } from "../../src/audience/report.ts";
import { renderDashboard } from "../../src/dashboard/pages/dashboard.tsx";
import { formatBytes, formatDuration } from "../../src/dashboard/pages/numbers.ts";
import { renderSignIn } from "../../src/dashboard/pages/sign-in.tsx";
import type { AppToken } from "../../src/feed/publishing/app-tokens.ts";
import { themeOf } from "../../src/feed/theme.ts";

const TODAY = 20_780;
const figures: PublicationFigures = {
  title: "Wire & <Co>",
  theme: themeOf({}),
  feedTitles: new Map([["categories/a", "A <b>"]]),
  newest: { title: "<script>alert(1)</script>", path: "/articles/x", revision: 1, at: 0 },
  failingSources: [],
  sourcesWithoutPages: [],
  takesMicropub: false,
  push: { subscriptions: 12, delivered: 1204, failedTries: 1, retrying: 1, failures: 0, failing: [] },
  timeZone: "Europe/Athens",
  scheduled: [],
};

function render(lines: readonly DatedLine[], days: number): Promise<string> {
  const account = {
    lines,
    feeds: ["main", "categories/a"],
    firstFetch: undefined,
    opens: [
      { slug: "x", opens: 3 },
      { slug: "gone", opens: 9 },
    ],
    downloads: [],
  };
  return renderDashboard(buildReport(account, figures, { feed: "*", days, today: TODAY }), figures);
}

const lines = Array.from({ length: 60 }, (_, index): DatedLine => {
  const sums = { polls: 100, notModified: 90, deltas: 2, unconditional: 60, rendered: 1, savedBytes: 9000 };
  const name = index % 2 ? "NetNewsWire" : "Feedly";
  const kind = index % 2 ? "reader" : "aggregator";
  return { ...sums, feed: "*", day: TODAY - (index >> 1), part: "reader", name, kind, people: index, unverified: 5 };
});

const markup = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "no-trailing-whitespace": "off" } });

describe("the dashboard", () => {
  it.each([7, 30, 365])("is right HTML for %i days, and nothing of it needs script or inline style", async (days) => {
    const html = await render(lines, days);
    const { results } = await markup.validateString(html);
    expect(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`)),
    ).toEqual([]);
    expect(html).not.toMatch(/<script| style=| on[a-z]+=/);
    expect(html.match(/<tbody>/g)?.length).toBeGreaterThanOrEqual(4);
  });

  it("says what will appear, and when, before anything has", async () => {
    const html = await render([], 30);
    expect(html).toContain("Nobody has polled yet");
    expect(html).not.toContain("<svg");
  });

  it("lists opened and downloaded articles that are still public, and what is scheduled with hour and zone", async () => {
    const account = {
      lines,
      feeds: [],
      firstFetch: undefined,
      opens: [
        { slug: "gone", opens: 9 },
        { slug: "x", opens: 3 },
      ],
      downloads: [
        { article: "tag:x", day: TODAY - 1, downloads: 4, bots: 2 },
        { article: "tag:x", day: TODAY, downloads: 1, bots: 0 },
        { article: "tag:gone", day: TODAY, downloads: 9, bots: 0 },
        { article: "tag:x", day: TODAY - 40, downloads: 100, bots: 0 },
      ],
    };
    const query = { feed: "*", days: 7, today: TODAY, titles: new Map([["x", "The <b>X</b>"]]) };
    const downloaded = new Map([["tag:x", { title: "Heard", slug: "heard" }]]);
    const scheduled = [{ title: "Later", at: Date.UTC(2026, 11, 1, 7) }];
    const html = await renderDashboard(buildReport(account, figures, { ...query, downloaded }), {
      ...figures,
      scheduled,
    });
    expect(html).toContain('<a href="/articles/x">The &lt;b&gt;X&lt;/b&gt;</a></th><td class="number">3</td>');
    expect(html).not.toContain("gone</a>");
    expect(html).toContain('Heard</a></th><td class="number">5</td><td class="number">2</td>');
    expect(html).toContain("it is no certificate");
    expect(html).toMatch(/Time in Europe\/Athens.*Later.*2026-12-01 09:00/s);
  });

  it.each([
    ["503", "Its server fails"],
    ["403", "It refuses deliveries"],
    ["connection refused", "It cannot be reached"],
  ])("says what a delivery that failed with %s needs, and when it is tried again", async (lastStatus, expected) => {
    const failing = {
      host: "reader.example",
      feed: "main",
      attempts: 2,
      lastStatus,
      nextTryAt: Date.UTC(2026, 11, 1, 7),
    };
    const push = { subscriptions: 1, delivered: 0, failedTries: 2, retrying: 1, failures: 0, failing: [failing] };
    const account = { lines, feeds: [], firstFetch: undefined, opens: [], downloads: [] };
    const own = { ...figures, push };
    const html = await renderDashboard(buildReport(account, own, { feed: "*", days: 7, today: TODAY }), own);
    expect(html).toContain(expected);
    expect(html).toContain("2026-12-01 09:00 Europe/Athens");
    expect(html).not.toContain("redeliver");
  });

  it("says what the hub sent in a week, and how it was taken", async () => {
    const html = (await render(lines, 30)).replace(/\s+/g, " ");
    expect(html).toContain("In seven days 1,204 deliveries, 1 failed try; nothing given up. Tried again now: 1.");
  });

  it("says what the week's figure is, and what is not kept", async () => {
    const html = await render(lines, 30);
    expect(html).toContain("highest daily estimate of the last seven days");
    expect(html).toContain("No address");
  });
});

describe("writing tools on the dashboard", () => {
  const quill: AppToken = {
    name: 'Quill "<b>"',
    scopes: ["create", "media"],
    createdAt: Date.UTC(2026, 10, 1, 23),
    usedAt: Date.UTC(2026, 10, 20),
  };
  const unused: AppToken = { ...quill, name: "Unused", scopes: ["draft"], usedAt: undefined };

  async function renderTools(takesMicropub: boolean, tokens: readonly AppToken[]): Promise<string> {
    const own = { ...figures, takesMicropub };
    const account = { lines: [], feeds: [], firstFetch: undefined, opens: [], downloads: [] };
    const html = await renderDashboard(buildReport(account, own, { feed: "*", days: 7, today: TODAY }), own, {
      tokens,
    });
    const { results } = await markup.validateString(html);
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
    return html;
  }

  it("have a row a token, with its scopes, its days, and a form that revokes it by its name", async () => {
    const html = await renderTools(true, [quill, unused]);
    const name = "Quill &quot;&lt;b&gt;&quot;";
    expect(html).toContain(
      `<th scope="row" class="words">${name}</th><td class="words">create, media</td><td class="day">2026-11-01</td><td class="day">2026-11-20</td>`,
    );
    expect(html).toContain('<td class="words">draft</td><td class="day">2026-11-01</td><td class="day">never</td>');
    expect(html.match(/<form method="post" action="\/dashboard\/revoke-token">/g)).toHaveLength(2);
    expect(html).toContain(`<input type="hidden" name="name" value="${name}"/>`);
    expect(html).not.toContain("Micropub is off");
  });

  it.each<[string, boolean, readonly AppToken[], boolean, RegExp]>([
    ["on without a token: how one is made", true, [], true, /edgewire tokens create NAME/],
    ["off with a token: that it does not work", false, [quill], true, /Micropub is off.*revoke-token/s],
    ["off without a token: nothing", false, [], false, /^/],
  ])("Micropub %s", async (_what, takesMicropub, tokens, isShown, wanted) => {
    const html = await renderTools(takesMicropub, tokens);
    expect(html.includes("Writing tools")).toBe(isShown);
    expect(html).toMatch(wanted);
  });
});

describe("signing in", () => {
  it.each([undefined, "wrong", "too-many", "token-unset"] as const)("is right HTML (%s)", async (problem) => {
    const { valid } = await markup.validateString(await renderSignIn(figures, problem));
    expect(valid).toBe(true);
  });
});

describe("numbers as the dashboard writes them", () => {
  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1500, "1.5 KB"],
    [2_340_000_000, "2.3 GB"],
  ])("%i bytes: %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [0, "0 seconds"],
    [1, "1 second"],
    [59, "59 seconds"],
    [90, "2 minutes"],
    [7200, "2 hours"],
    [86_400, "1 day"],
  ])("%i seconds: %s", (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});
