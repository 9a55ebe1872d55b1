import { describe, expect, it } from "vitest";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";

const read = (text: string) => readSiteProfile(`title: Wire\n${text}\n`);

describe("fediverse and micropub in site.yaml", () => {
  it("are read, and absent where they are not written", () => {
    const { profile } = read(
      "micropub: yes\nfediverse: { bridge: Fed.Example, me: https://a.example/@w }\nauthors: [{ name: A, fediverse: a@b.example }]",
    );
    expect(profile).toMatchObject({
      takesMicropub: true,
      fediverse: { bridge: "fed.example", me: ["https://a.example/@w"] },
    });
    expect(profile?.authors[0]?.fediverse).toBe("@a@b.example");
    const plain = read("micropub: no").profile ?? {};
    expect(["title", "takesMicropub", "fediverse"].map((name) => name in plain)).toEqual([true, false, false]);
  });

  it.each([
    ["fediverse:\n  bridge: https://fed.example/", 'such as "fed.brid.gy"'],
    ["fediverse:\n  bridge: localhost", 'such as "fed.brid.gy"'],
    ["fediverse:\n  bridge: 10.0.0.1", 'such as "fed.brid.gy"'],
    ["fediverse:\n  other: x", "fediverse.other"],
    ["fediverse: x", "a group of bridge and me"],
    ["micropub: maybe", '"yes" or "no"'],
    ["authors: [{ name: A, fediverse: anna }]", 'such as "@anna@social.example"'],
  ])("%s: an error with its line and what is wanted", (text, wanted) => {
    const { profile, findings } = read(text);
    expect([profile, findings[0]?.severity, (findings[0]?.line ?? 0) > 1]).toEqual([undefined, "error", true]);
    expect(findings[0]?.message).toContain(wanted);
  });
});
