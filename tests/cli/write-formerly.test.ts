import { describe, expect, it } from "vitest";
import { writeFormerly } from "../../cli/feed-lives/write-formerly.ts";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";

const HEIR = { name: "authors/mara-key", title: "Mara Key" };

const readAuthors = (text: string) => readSiteProfile(text).profile?.authors ?? [];

describe("a former name in site.yaml", () => {
  it.each([
    ["where no author is listed", "title: A\n"],
    ["beside another author", "title: A\nauthors:\n  - Elies Wind\n"],
    ["where the author is a name", "title: A\nauthors: [Mara Key]\n"],
    [
      "where the author is a group",
      "title: A\nauthors:\n  - name: Mara Key\n    slug: mara\n    url: https://a.example/\n",
    ],
    ["where the author had another former name", "title: A\nauthors:\n  - { name: Mara Key, formerly: M. Key }\n"],
  ])("is added %s, and nothing else changes", (_, text) => {
    const [before, after] = [readAuthors(text), readAuthors(writeFormerly(text, HEIR, "Mara Quay") ?? "")];
    const [was, mara] = [before, after].map((list) => list.find(({ name }) => name === "Mara Key"));
    expect(mara).toEqual({
      slug: "mara-key",
      name: "Mara Key",
      ...was,
      formerly: [...(was?.formerly ?? []), "Mara Quay"],
    });
    expect(after).toHaveLength(before.length + (was === undefined ? 1 : 0));
  });

  it("keeps the comments of the file", () => {
    expect(writeFormerly("# Ours\ntitle: A # here\n", HEIR, "Mara Quay")).toMatch(/^# Ours\ntitle: A # here\n/);
  });

  it("is not added for a named feed, whose rule cannot be guessed", () => {
    expect(writeFormerly("title: A\n", { name: "feeds/sea", title: "Sea" }, "Ocean")).toBeUndefined();
  });
});
