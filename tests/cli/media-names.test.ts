import { expect, it } from "vitest";
import { MediaFolder } from "../../cli/media-folder.ts";
import { createMediaRoots } from "../../cli/media-roots.ts";
import { identifyMedium } from "../../src/article/images/measure-image.ts";
import { kinds, SECRET, takePhotograph } from "../article/strip-metadata/photographs.ts";
import { makeFolder } from "./run-edgewire.ts";

it.each(kinds)(
  "a photograph's %s has the name that the worker gives it, and leaves the machine without metadata",
  async (kind) => {
    const bytes = await takePhotograph(kind);
    const folder = makeFolder({ photo: bytes });
    const media = new MediaFolder({ roots: createMediaRoots(folder, []), folder: "", name: "photo" });
    const image = await identifyMedium(bytes);
    const { texts, ...medium } = media.get("photo") ?? {};
    expect({ ok: true, medium }).toEqual({ ok: image.ok, medium: image.ok && image.value.medium });
    // The credit is the one text of a file that its author may have meant for readers, and it is taken out of the file all the same.
    expect(Object.keys(texts ?? {}).filter((name) => name !== "credit")).toEqual([]);
    expect(Buffer.from(media.used.get("photo")?.bytes ?? []).includes(SECRET)).toBe(false);
  },
);
