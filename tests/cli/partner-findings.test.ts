import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readPublication } from "../../cli/publication.ts";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";

const SITE = `title: Wire
feeds:
  - name: top
    all: "category: Sea"
partners:
  - partner: msn
    feed: top
`;

test("an article names the partner that leaves it out, the rule and the cure; a draft, one that partners must not have and one of other feeds do not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "edgewire-partners-"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("site.yaml", SITE);
  write("short.md", "---\ntitle: Short\ndate: 2026-01-01\ncategories: [Sea]\n---\n\nText.\n");
  write("draft.md", "---\ntitle: Draft\ndraft: true\ncategories: [Sea]\n---\n\nText.\n");
  write("kept.md", "---\ntitle: Kept\ndate: 2026-01-01\ncategories: [Sea]\nrepublish: no\n---\n\nText.\n");
  write("land.md", "---\ntitle: Land\ndate: 2026-01-01\n---\n\nText.\n");
  const { articles } = await readPublication(folder);
  rmSync(folder, { recursive: true });
  const found = articles.flatMap(({ file, findings }) =>
    findings.filter(({ reason }) => reason === "partner-rule").map(({ message }) => [file.key, message]),
  );
  const leaves = (fault: string) => [
    "short",
    expect.stringContaining(`MSN's feed feeds/top leaves this article out: ${fault}`),
  ];
  expect(found).toEqual([
    leaves("its title has 5 characters, wanted 21 to 150; write a longer one"),
    // The cover that will be drawn.
    leaves("its image is 1200 by 630 pixels, wanted a width of 0.5 to 1.89 times its height; use another one"),
  ]);
});

test.each([
  ["a partner that no row names", "  - { partner: nobody, feed: top }", /one of msn, smartnews/],
  ["a feed that is not declared", "  - { partner: msn, feed: none }", /must be the name of a feed/],
  ["a short token", "  - { partner: fulltext, feed: top, token: short }", /24 to 64/],
  ["a pair twice", "  - { partner: msn, feed: top }", /must be unique/],
])("%s is refused", (_name, line, message) => {
  const { profile, findings } = readSiteProfile(`${SITE}${line}\n`);
  expect(profile).toBeUndefined();
  expect(findings).toEqual([expect.objectContaining({ message: expect.stringMatching(message) })]);
});
