import { requireProfile } from "../../feed/build-feed.ts";
import { themeOf } from "../../feed/theme.ts";
import type { PageContext } from "../page-context.ts";
import { drawIcon, wrapIco } from "./drawn-icon.ts";
import { FAVICON_PIXELS, TOUCH_ICON_PIXELS } from "./icon-shape.ts";

/** The bytes of a stored picture; undefined where there is none. */
export type LoadMedium = (name: string) => Promise<Uint8Array | undefined>;

type Context = Pick<PageContext, "snapshot">;

/** /favicon.ico: site.yaml's icon as the command has made it small, else the drawn one. */
export async function renderFavicon({ snapshot }: Context, load: LoadMedium): Promise<Uint8Array<ArrayBuffer>> {
  return wrapIco(await findBitmap(snapshot, "favicon", FAVICON_PIXELS, load), FAVICON_PIXELS);
}

/** /apple-touch-icon.png, for the home screens of phones. */
export async function renderTouchIcon({ snapshot }: Context, load: LoadMedium): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await findBitmap(snapshot, "touch", TOUCH_ICON_PIXELS, load));
}

async function findBitmap(
  { site }: Context["snapshot"],
  use: "favicon" | "touch",
  pixels: number,
  load: LoadMedium,
): Promise<Uint8Array> {
  const profile = requireProfile(site);
  const name = profile.iconBitmaps?.[use];
  const stored = name === undefined ? undefined : await load(name);
  return stored ?? drawIcon(pixels, themeOf(profile).accent);
}
