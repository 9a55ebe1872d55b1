import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { drawIconBitmaps } from "../../cli/draw-icon-bitmaps.ts";
import { MediaFolder } from "../../cli/media-folder.ts";
import { createMediaRoots } from "../../cli/media-roots.ts";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import { readSiteProfile } from "../../src/article/profile/read-site-profile.ts";
import { ICON_BITMAP_PATHS } from "../../src/article/profile/site-profile.ts";
import { drawIcon, wrapIco } from "../../src/pages/icon/drawn-icon.ts";
import { makeFolder } from "../cli/run-edgewire.ts";
import { createSimulatedEdge } from "../support/simulated-edge.ts";

const SITE = 'title: Iconic\ndomain: iconic.example\naccent: "#0b5394"\n';
const fixture = (name: string) =>
  new Uint8Array(readFileSync(resolve(import.meta.dirname, "../fixtures/images", name)));

/** site.yaml with an icon, as the command sends it. */
async function putWithIcon(name: string) {
  const edge = createSimulatedEdge();
  const folder = makeFolder({ [name]: fixture(name) });
  const site = `${SITE}icon: ${name}\n`;
  const media = new MediaFolder({ roots: createMediaRoots(folder, []), folder: "", name: "site" });
  const bitmaps = await drawIconBitmaps(readSiteProfile(site, media).profile, media.used);
  await edge.putSite(0, site, new Map([...media.used, ...bitmaps]));
  return { edge, bitmaps };
}

const read = async (edge: ReturnType<typeof createSimulatedEdge>, path: string) => {
  const { status, headers, bytes } = await edge.pollBytes(0, path);
  return { status, type: headers.get("content-type"), bytes };
};

describe("without an icon in site.yaml", () => {
  it("/favicon.ico and /apple-touch-icon.png are drawn in the accent", async () => {
    const edge = createSimulatedEdge();
    await edge.putSite(0, SITE);
    const favicon = await read(edge, "/favicon.ico");
    expect(favicon).toMatchObject({ status: 200, type: "image/vnd.microsoft.icon" });
    expect(Buffer.from(favicon.bytes).equals(wrapIco(drawIcon(48, "#0b5394"), 48))).toBe(true);
    const touch = await read(edge, "/apple-touch-icon.png");
    expect(touch).toMatchObject({ status: 200, type: "image/png" });
    expect(Buffer.from(touch.bytes).equals(drawIcon(180, "#0b5394"))).toBe(true);
  });
});

describe("with an icon in site.yaml", () => {
  it.each(["plain.png", "baseline.jpg", "plain.gif"])("%s is both, in their sizes", async (name) => {
    const { edge, bitmaps } = await putWithIcon(name);
    const [small, large] = [ICON_BITMAP_PATHS.favicon, ICON_BITMAP_PATHS.touch].map((path) => bitmaps.get(path)?.bytes);
    const favicon = await read(edge, "/favicon.ico");
    expect(Buffer.from(favicon.bytes.subarray(22)).equals(small ?? Buffer.of())).toBe(true);
    expect(await identifyMedium(favicon.bytes.subarray(22))).toMatchObject({
      value: { medium: { width: 48, height: 48 } },
    });
    const touch = await read(edge, "/apple-touch-icon.png");
    expect(Buffer.from(touch.bytes).equals(large ?? Buffer.of())).toBe(true);
    expect(await identifyMedium(touch.bytes)).toMatchObject({ value: { medium: { width: 180, height: 180 } } });
  });

  it("one that cannot be drawn here leaves the drawn icon", async () => {
    const { edge, bitmaps } = await putWithIcon("plain.avif");
    expect(bitmaps.size).toBe(0);
    const { bytes } = await read(edge, "/favicon.ico");
    expect(Buffer.from(bytes).equals(wrapIco(drawIcon(48, "#0b5394"), 48))).toBe(true);
  });
});
