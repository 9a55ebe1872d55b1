import { describe, expect, it } from "vitest";
import { renderHealth } from "../../cli/render-health.ts";
import { servePublication } from "../health/faulty-publication.ts";
import { runEdgewire } from "./run-edgewire.ts";

describe("edgewire doctor", { timeout: 60_000 }, () => {
  it("shows each feed in a table, and ends well where nothing is wrong", async () => {
    const { url } = await servePublication();
    const { code, stdout, stderr } = await runEdgewire(["doctor", url]);
    expect([code, stderr]).toEqual([0, ""]);
    const rows = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(/ {2,}/));
    expect(rows).toEqual([
      ["feed", "format", "entries", "errors", "warnings"],
      [`${url}/rss.xml`, "RSS", "2", "0", "0"],
      [`${url}/atom.xml`, "Atom", "2", "0", "0"],
      [`${url}/feed.json`, "JSON Feed", "2", "0", "0"],
      [""],
      ["3 feeds, 0 errors, 0 warnings"],
    ]);
  });

  it("says of each finding where, what was found, what was wanted and what to do; 1 on errors", async () => {
    const { url } = await servePublication((answer, _, path) =>
      path === "/rss.xml" && answer.status === 200
        ? { ...answer, headers: { ...answer.headers, "content-type": "text/html", "cache-control": "no-store" } }
        : answer,
    );
    const { code, stdout } = await runEdgewire(["doctor", `${url}/rss.xml`]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `error: content-type: ${url}/rss.xml\n  found   text/html\n  wanted  application/rss+xml\n  do      Let the server send`,
    );
    expect(stdout.indexOf("warning: cache-control")).toBeGreaterThan(stdout.indexOf("error: content-type"));
    expect(stdout).toMatch(/1 feed, 1 error, 1 warning\n$/);
    const { code: asJson, stdout: json } = await runEdgewire(["doctor", `${url}/rss.xml`, "--json"]);
    expect([asJson, JSON.parse(json).findings.length]).toEqual([1, 2]);
  });

  it("repeats nothing of a feed that would speak to the terminal", () => {
    const hostile = "\u001b]0;window\u0007\r\nerror: forged\u009b2J";
    const finding = {
      severity: "error",
      check: "dates",
      where: hostile,
      found: hostile,
      wanted: "a date",
      advice: "-",
    };
    const report = { feeds: [{ address: hostile, format: "RSS", entries: 1 }], findings: [finding] };
    expect(renderHealth(report as never)).not.toMatch(/(?!\n)\p{Cc}|\nerror: forged/u);
  });

  it.each([
    [[], "none"],
    [["example.org"], "example.org"],
    [["https://a.example", "https://b.example"], "https://a.example https://b.example"],
  ])("wants one address, not %j", async (operands, found) => {
    const { code, stdout, stderr } = await runEdgewire(["doctor", ...operands]);
    expect([code, stdout, stderr]).toEqual([
      1,
      "",
      `edgewire: wanted one address, as in npx edgewire doctor https://example.org/, found ${found}\n`,
    ]);
  });
});
