import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFrontMatter } from "../../src/article/front-matter/read-front-matter.ts";
import { splitFrontMatter } from "../../src/article/front-matter/split-front-matter.ts";
import { makeFolder, runEdgewire } from "./run-edgewire.ts";

const makePublication = (zone = "UTC") => makeFolder({ "site.yaml": `title: The Test Wire\ntime_zone: ${zone}\n` });

function readCreated(path: string) {
  const split = splitFrontMatter(readFileSync(path, "utf8"));
  if (split.kind === "none" || split.kind === "refused") throw new Error(`there is no front matter: ${split.kind}`);
  return readFrontMatter(split, "UTC");
}

describe("edgewire new", { timeout: 60_000 }, () => {
  it.each([
    ["Harbour bridge reopens", /^\d{4}-\d\d-\d\d-harbour-bridge-reopens\.md$/],
    ['She said: "no" \\ # not yet', /-she-said-no-not-yet\.md$/],
    ["Η γέφυρα άνοιξε", /-i-gefyra-anoixe\.md$/],
    ["橋が開通", /-橋が開通\.md$/],
    ["../../etc/passwd", /-etc-passwd\.md$/],
    ["🎉", /^\d{4}-\d\d-\d\d-article\.md$/],
  ])("%s: a draft named by day and title, whose front matter reads back without a finding", async (title, name) => {
    const folder = makePublication();
    const { code, stdout } = await runEdgewire(["new", title, "--articles", folder]);
    expect(code).toBe(0);
    const [created = ""] = readdirSync(folder).filter((file) => file.endsWith(".md"));
    expect(created).toMatch(name);
    expect(stdout).toBe(`${join(folder, created)}\n`);
    const { fields, findings } = readCreated(join(folder, created));
    expect(findings).toEqual([]);
    expect(fields).toMatchObject({ title, isHeldBack: true });
    expect((await runEdgewire(["check", "--articles", folder])).code).toBe(0);
  });

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago"])(
    "the date is today's in the publication's zone, %s",
    async (zone) => {
      const folder = makePublication(zone);
      const today = () => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: zone }).format();
      const before = today();
      await runEdgewire(["new", "Today", "--articles", folder]);
      const [created = ""] = readdirSync(folder).filter((file) => file.endsWith(".md"));
      expect([before, today()]).toContain(created.slice(0, 10));
      expect(readFileSync(join(folder, created), "utf8")).toContain(`date: ${created.slice(0, 10)} `);
    },
  );

  it("never writes over what exists", async () => {
    const folder = makePublication();
    const { stdout } = await runEdgewire(["new", "Once", "--articles", folder]);
    const before = readFileSync(stdout.trim(), "utf8");
    const { code, stderr } = await runEdgewire(["new", "Once", "--articles", folder]);
    expect([code, stderr]).toEqual([1, `edgewire: ${stdout.trim()} exists already\n`]);
    expect(readFileSync(stdout.trim(), "utf8")).toBe(before);
  });

  it.each([[[]], [["Two", "titles"]], [["  "]]])("titles %j: one sentence, and nothing is written", async (titles) => {
    const folder = makePublication();
    const { code, stderr } = await runEdgewire(["new", ...titles, "--articles", folder]);
    expect([code, stderr]).toEqual([
      1,
      'edgewire: wanted one title in quotes: npx edgewire new "Harbour bridge reopens"\n',
    ]);
    expect(readdirSync(folder)).toEqual(["site.yaml"]);
  });
});
