import axe from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { findToken } from "../../cli/token.ts";
import { launchChromium, optionsFor, SCHEMES, takeScreenshot, VIEWS, WIDTHS } from "./chromium.ts";

// The dashboard as its owner uses it, on the fixture publication with polls of our own.

const origin = inject("siteOrigin");
const token = findToken(origin);
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  for (const agent of ["NetNewsWire (RSS Reader; https://netnewswire.com/)", "newsboat/2.40", "curl/8.14.1"]) {
    await fetch(`${origin}/rss.xml`, { headers: { "user-agent": agent, "cf-connecting-ip": "192.0.2.1" } });
    await fetch(`${origin}/feed.json`, { headers: { "user-agent": agent, "cf-connecting-ip": "192.0.2.2" } });
  }
  await createToken("Quill");
  browser = await launchChromium();
  await waitUntilCounted();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  context = await browser.newContext({ ...optionsFor({ width: 1280, scheme: "light" }), acceptDownloads: true });
  page = await context.newPage();
});
afterEach(() => context.close());

/** Counts leave the isolate half a minute later. */
async function waitUntilCounted(): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const check = async () => {
    const response = await fetch(`${origin}/api/audience`, { headers });
    const { readers } = (await response.json()) as { readers: { name: string }[] };
    expect(readers.map(({ name }) => name)).toEqual(expect.arrayContaining(["NetNewsWire", "newsboat", "curl"]));
  };
  await vi.waitFor(check, { timeout: 60_000, interval: 500 });
}

/** Of a writing tool. */
async function createToken(name: string): Promise<void> {
  const body = JSON.stringify({ name, scopes: ["create", "update", "delete", "media"] });
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${origin}/api/tokens`, { method: "POST", body, headers })).status).toBe(201);
}

async function signIn(): Promise<void> {
  await page.goto(`${origin}/dashboard`);
  await page.getByLabel("Publishing token").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
}

describe("the dashboard, without script", () => {
  test("opens with the token, and with no other", async () => {
    await page.goto(`${origin}/dashboard`);
    await page.getByLabel("Publishing token").fill("something else");
    await page.getByRole("button", { name: "Sign in" }).click();
    expect(await page.getByRole("alert").innerText()).toContain("not the token");
    await signIn();
    expect(await page.locator("h1").innerText()).toBe("Dashboard");
  });

  test.each(["Subscribers by day", "Polls by day"])(
    "shows %s as a picture with words, and as a table",
    async (title) => {
      await signIn();
      const chart = page.locator("figure.chart", { has: page.getByRole("heading", { name: title }) });
      const picture = chart.getByRole("img");
      expect(await picture.locator("> title").textContent()).toBe(title);
      expect((await picture.locator("> desc").textContent())?.length).toBeGreaterThan(40);
      expect(await chart.locator("table").isVisible()).toBe(false);
      await chart.getByText("The numbers behind it").click();
      const rows = chart.locator("tbody tr");
      expect(await rows.count()).toBe(30);
      expect(Number(await rows.last().locator("td").first().innerText())).toBeGreaterThanOrEqual(0);
    },
  );

  test("counts the readers that came, by name and by format", async () => {
    await signIn();
    const readers = page.locator("section", { has: page.getByRole("heading", { name: "By reader" }) });
    expect(await readers.locator("tbody th").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining("NetNewsWire"), expect.stringContaining("newsboat")]),
    );
    const formats = page.locator("section", { has: page.getByRole("heading", { name: "By format" }) });
    expect((await formats.locator("tbody th").allInnerTexts()).join()).toMatch(/RSS.*JSON Feed|JSON Feed.*RSS/s);
  });

  test("changes its period and its feed, and can be linked to", async () => {
    await signIn();
    await page.getByRole("link", { name: "7 days" }).click();
    await page.waitForURL(`${origin}/dashboard?days=7`);
    expect(await page.locator(".chart tbody").first().locator("tr").count()).toBe(7);
    await page.getByLabel("Feed", { exact: true }).selectOption("main");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(`${origin}/dashboard?days=7&feed=main`);
    expect(await page.locator("a[aria-current]").innerText()).toBe("7 days");
  });

  test("gives its numbers away as CSV and as JSON", async () => {
    await signIn();
    const [csv] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV" }).click()]);
    expect(csv.suggestedFilename()).toBe("audience.csv");
    const chunks: Buffer[] = [];
    for await (const chunk of await csv.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toMatch(/^date,direct,aggregated,.*\r\n\d{4}-\d\d-\d\d,\d+,/);
    const [json] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "JSON" }).click()]);
    expect(json.suggestedFilename()).toBe("audience.json");
  });

  test("revokes a writing tool's token, and leads back to those that are left", async () => {
    await createToken("Lost telephone");
    await signIn();
    await page.getByRole("button", { name: "Revoke Lost telephone" }).click();
    await page.waitForURL(`${origin}/dashboard#writing-tools`);
    const tools = page.getByRole("region", { name: "Writing tools" });
    expect(await tools.locator("tbody th").allInnerTexts()).toEqual(["Quill"]);
  });

  test("closes, and stays closed for who goes back", async () => {
    await signIn();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Publishing token").waitFor();
    await page.goto(`${origin}/dashboard`);
    expect(await page.getByLabel("Publishing token").isVisible()).toBe(true);
    expect(await context.cookies()).toEqual([]);
  });

  test("keeps its cookie from scripts and from other sites", async () => {
    await signIn();
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/dashboard" });
  });
});

const BAR_HEIGHTS =
  "[...new Set([...document.querySelectorAll('.portion')].map((bar) => bar.getBoundingClientRect().height))]";
/** Headings of columns that are one word, and stand on two lines. */
const BROKEN_HEADINGS = `[...document.querySelectorAll("thead th")].flatMap((heading) => {
  const range = document.createRange();
  range.selectNodeContents(heading);
  const isBroken = !/\\s/.test(heading.textContent.trim()) && range.getClientRects().length > 1;
  return isBroken ? [heading.textContent] : [];
})`;

describe("the dashboard, looked at", () => {
  test.each(VIEWS)("is seen whole at $width pixels, $scheme, and does not scroll sideways", async (view) => {
    await signIn();
    await page.setViewportSize({ width: view.width, height: 900 });
    await page.emulateMedia({ colorScheme: view.scheme });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(view.width);
    await takeScreenshot(page, "dashboard", view);
    // Both sheets set classes: a bar is none of the pages' buttons.
    expect(await page.evaluate(BAR_HEIGHTS)).toEqual([4]);
    expect(await page.evaluate(BROKEN_HEADINGS)).toEqual([]);
  });

  test("has nothing that axe objects to, signed in or not, narrow or wide, light or dark", async () => {
    const audited = await browser.newContext({
      ...optionsFor({ width: 1280, scheme: "light" }),
      javaScriptEnabled: true,
      bypassCSP: true,
    });
    page = await audited.newPage();
    await page.goto(`${origin}/dashboard`);
    expect(await listViolations()).toEqual([]);
    await signIn();
    for (const summary of await page.locator("summary").all()) await summary.click();
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        expect(await listViolations(), `${width} ${colorScheme}`).toEqual([]);
      }
    }
    await audited.close();
  });
});

/** Script is on for axe itself; the policy of our pages would not let it in. */
async function listViolations(): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const run = "axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })";
  const { violations } = await page.evaluate<axe.AxeResults>(run);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
