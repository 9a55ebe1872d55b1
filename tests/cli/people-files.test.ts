import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readPublication } from "../../cli/publication.ts";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { makeFolder } from "./run-edgewire.ts";

const PEOPLE = "Mira:\n  name: Mira Oduya\n  url: https://example.org/mira\n  image_url: https://example.org/m.png\n";
const ARTICLE = "---\ntitle: A\ndate: 2024-05-01\nauthors: [Mira]\n---\n\nText.\n";

const namesOf = (text: string) => readSiteProfile(text).profile?.authors.map(({ name, slug }) => `${slug}: ${name}`);

it.each<[string, string, readonly string[]]>([
  ["has no authors", "title: T\n", ["mira: Mira Oduya"]],
  [
    "has a list of authors",
    "title: T # the title\nauthors:\n  - Ilse Brandt\n",
    ["ilse-brandt: Ilse Brandt", "mira: Mira Oduya"],
  ],
  ["has one author as a text", "title: T\nauthors: Ilse Brandt\n", ["ilse-brandt: Ilse Brandt", "mira: Mira Oduya"]],
  ["knows the person by slug", "title: T\nauthors: [{name: M. O., slug: mira}]\n", ["mira: M. O."]],
  ["has a title that YAML would read otherwise", "title: 1.10\n", ["mira: Mira Oduya"]],
])("people beside the articles reach the server where site.yaml %s", async (_, site, wanted) => {
  const folder = makeFolder({ "site.yaml": site, "authors.yml": PEOPLE, "a.md": ARTICLE });
  const { siteText, profile, articles, siteFindings } = await readPublication(folder);
  expect(siteFindings).toEqual([]);
  expect(namesOf(siteText)).toEqual(wanted);
  expect(profile).toEqual(readSiteProfile(siteText).profile);
  expect(profile?.title).toBe(readSiteProfile(site).profile?.title);
  expect(articles[0]?.article?.authors[0]?.slug).toBe("mira");
  expect(readFileSync(join(folder, "site.yaml"), "utf8")).toBe(site);
});

it("site.yaml is sent byte for byte where no file names people", async () => {
  const site = "title:   T # as written\n";
  expect((await readPublication(makeFolder({ "site.yaml": site }))).siteText).toBe(site);
});

it.each([
  ["- just\n- names\n", "wanted a group for each key"],
  ["mira: {name: Mira\n", "cannot be read"],
  ["mira: [[x]]\n", '"mira[0]" must be a name'],
  ["mira:\n  url: https://example.org/\n", '"mira.name" must be a name'],
])("a file of people that cannot be read is a finding, and the publication is read: %j", async (people, message) => {
  const folder = makeFolder({ "site.yaml": "title: T\n", "authors.yml": people, "a.md": ARTICLE });
  const { articles, siteFindings } = await readPublication(folder);
  expect(articles[0]?.article?.authors.map(({ name }) => name)).toEqual(["Mira"]);
  expect(siteFindings.map((finding) => finding.message).join()).toContain(message);
});
