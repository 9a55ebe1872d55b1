import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkDomain, findPublicUrl } from "../../cli/check-domain.ts";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { makeFolder } from "./run-edgewire.ts";

describe("a publication without a domain", () => {
  it.each([
    ["is told so where it is public", "title: A\n", "https://wire.example", 1],
    ["is not told so on this machine", "title: A\n", "http://localhost:8787", 0],
    ["is not told so at an address of a home network", "title: A\n", "http://192.168.1.7:8787", 0],
    ["is not told so before it has an address", "title: A\n", undefined, 0],
    ["is not one with a domain", "title: A\ndomain: a.example\n", "https://wire.example", 0],
    ["is not one with a home page", "title: A\nhome_page: https://a.example/\n", "https://wire.example", 0],
    [
      "is one whose home page is on this machine",
      "title: A\nhome_page: http://localhost:3000/\n",
      "https://wire.example",
      1,
    ],
  ])("%s", (_, site, publicUrl, count) => {
    const findings = checkDomain(readSiteProfile(site).profile, publicUrl);
    expect(findings).toHaveLength(count);
    for (const { message } of findings) expect(message).toContain("write domain: wire.example");
  });
});

describe("PUBLIC_URL", () => {
  it.each([
    [
      '[vars]\n# PUBLIC_URL = "https://commented.example"\nPUBLIC_URL = "https://wire.example"\n',
      "https://wire.example",
    ],
    ["PUBLIC_URL=https://wire.example\n", "https://wire.example"],
    ["name = 1\n", undefined],
  ])("is found in %j", (text, expected) => {
    const folder = makeFolder({ vars: text });
    expect(findPublicUrl([join(folder, "missing"), join(folder, "vars")])).toBe(expected);
  });
});
