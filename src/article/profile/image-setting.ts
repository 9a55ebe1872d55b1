import * as v from "valibot";
import { isWebAddress } from "../front-matter/yaml-schema.ts";
import { normaliseMediaPath } from "../images/media-path.ts";

const IMAGE_WANTED = "a file beside site.yaml, or an address that begins with https:// or http://";

/** The schema of a picture that site.yaml names. */
export const image = v.pipe(
  v.string(IMAGE_WANTED),
  v.trim(),
  v.check((text) => isWebAddress(text) || isFile(text), IMAGE_WANTED),
);

function isFile(text: string): boolean {
  return text !== "" && !/^[a-z][a-z\d+.-]*:/i.test(text) && /^(?!\.\.(?:\/|$))./.test(normaliseMediaPath(text) ?? "");
}
