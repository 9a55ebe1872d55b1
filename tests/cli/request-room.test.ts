import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AttachmentFolder } from "../../cli/attachment-folder.ts";
import { MediaFolder } from "../../cli/media-folder.ts";
import { createMediaRoots } from "../../cli/media-roots.ts";
import { RequestRoom } from "../../cli/request-room.ts";
import { MAX_REQUEST_BYTES } from "../../src/article/limits.ts";
import { readImage } from "../support/harness.ts";

const MEBIBYTE = 1024 * 1024;

/** A PNG with another part of image data, which no cleaning takes away. */
function writeLargePng(sizeBytes: number): Uint8Array {
  const png = readImage("plain.png");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(sizeBytes);
  const end = png.length - 12;
  const part = [length, Buffer.from("IDAT"), Buffer.alloc(sizeBytes + 4)];
  return Buffer.concat([png.subarray(0, end), ...part, png.subarray(end)]);
}

describe("the files of one article", () => {
  const folder = mkdtempSync(join(tmpdir(), "edgewire-room-"));
  const image = writeLargePng(9 * MEBIBYTE);
  for (const name of ["a", "b", "c", "d"]) writeFileSync(join(folder, `${name}.png`), image);
  for (const name of ["a", "b"]) writeFileSync(join(folder, `${name}.pdf`), Buffer.alloc(24 * MEBIBYTE));
  const place = { roots: createMediaRoots(folder, []), folder: "", name: "article" };

  it.each([
    ["a.pdf", "b.pdf"],
    ["a.pdf", "a.png", "b.png", "c.png", "d.png"],
    ["a.png", "b.png", "c.png", "d.png", "a.pdf"],
  ])("never exceed one request, and a finding names what does not fit: %s, %s", (...paths) => {
    const room = new RequestRoom();
    const media = new MediaFolder(place, room);
    const attachments = new AttachmentFolder(place, room);
    for (const path of paths) path.endsWith(".png") ? media.get(path) : attachments.get(path);
    const sent = [...media.used.values(), ...attachments.used.values()];
    expect(sent.reduce((sum, { medium }) => sum + medium.sizeBytes, 0)).toBeLessThan(MAX_REQUEST_BYTES);
    const findings = [...media.findings.values(), ...attachments.findings.values()];
    expect(findings.length).toBeGreaterThan(0);
    expect(sent.length + findings.length).toBe(paths.length);
  });
});
