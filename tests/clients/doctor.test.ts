import { describe, expect, inject, it } from "vitest";
import { runEdgewire } from "../cli/run-edgewire.ts";
import { publications } from "./publications.ts";

// What finds the faults of others finds none in what edgewire serves.

describe("edgewire doctor", () => {
  it.each(publications)("finds nothing wrong with $folder", async ({ folder, feeds }) => {
    const url = inject("publicationUrls")[folder] ?? "";
    for (const { path } of feeds) {
      const { code, stdout, stderr } = await runEdgewire(["doctor", url + path, "--json"]);
      const report = JSON.parse(stdout);
      expect([path, report.findings, code, stderr]).toEqual([path, [], 0, ""]);
      expect(report.feeds.length, path).toBeGreaterThanOrEqual(3);
    }
  });
});
