import { isArtworkPath } from "../../src/article/images/media-path.ts";
import { PICTURE_RECIPE } from "../../src/article/images/picture-sizes.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import type { ApiClient } from "../api-client.ts";
import { createLimiter } from "../limiter.ts";
import type { LoadedImage } from "../media-folder.ts";
import { loadSharp, SHARP_MISSING } from "./load-sharp.ts";
import { type MadeSize, makeSizes } from "./make-sizes.ts";
import { SizeCache } from "./size-cache.ts";

/** Sends the pictures of one run. */
export interface PictureSender {
  /** Sends the sizes of these pictures that the store lacks. Returns the names of the originals whose sizes it has then. */
  send(images: ReadonlyMap<string, LoadedImage>): Promise<ReadonlySet<string>>;
  /** Why pictures are sent as they are. */
  readonly notice: string | undefined;
  sentBytes(): number;
}

/** Each decodes a picture, which takes up to 300 MB. */
const CONCURRENCY = 2;

const NO_SENDER: PictureSender = { send: async () => new Set(), notice: undefined, sentBytes: () => 0 };

interface SenderSettings {
  readonly client: ApiClient;
  readonly profile: SiteProfile | undefined;
  /** Reports a problem of a picture. */
  readonly warn: (message: string) => void;
  readonly cache?: SizeCache;
}

/** Asks the store once for all pictures of a run, and makes sizes of those that it lacks as they are wanted. */
export async function createPictureSender(
  folders: readonly ReadonlyMap<string, LoadedImage>[],
  { client, profile, warn, cache = new SizeCache() }: SenderSettings,
): Promise<PictureSender> {
  const originals = [...new Set(folders.flatMap(listOriginals))];
  if (originals.length === 0) return NO_SENDER;
  const sharp = loadSharp();
  if (sharp === undefined) return { ...NO_SENDER, notice: SHARP_MISSING };
  const answer = await client.findPictures(originals);
  if (answer === undefined) return NO_SENDER;
  const lacking = new Set(answer.lacking);
  const notHeld = new Set(profile?.keepsOriginals === true ? answer.notHeld : []);
  const encoder = sharp;
  const limit = createLimiter(CONCURRENCY);
  const underWay = new Map<string, Promise<boolean>>();
  let sentBytes = 0;

  async function make({ medium: { name }, bytes }: LoadedImage): Promise<readonly MadeSize[]> {
    const known = cache.find(name);
    if (known !== undefined) return known;
    const sizes = await makeSizes(bytes, encoder);
    cache.keep(name, sizes);
    return sizes;
  }

  async function sendOne(path: string, image: LoadedImage): Promise<boolean> {
    const { name, mediaType } = image.medium;
    if (lacking.has(name)) {
      const sizes = await limit(() => make(image)).catch((error: unknown) => String(error));
      if (typeof sizes === "string") {
        warn(`"${path}" cannot be decoded (${sizes.slice(0, 200)}); export it again as JPEG or PNG`);
        return false;
      }
      sentBytes += await client.putPicture(name, PICTURE_RECIPE, sizes);
    }
    if (notHeld.has(name)) sentBytes += await client.putMedium(image.bytes, mediaType);
    return true;
  }

  return {
    notice: undefined,
    sentBytes: () => sentBytes,
    async send(images) {
      const sent = new Set<string>();
      for (const [path, image] of listSized(images)) {
        const { name } = image.medium;
        const work = underWay.get(name) ?? sendOne(path, image);
        underWay.set(name, work);
        if (await work) sent.add(name);
      }
      return sent;
    },
  };
}

function listOriginals(images: ReadonlyMap<string, LoadedImage>): string[] {
  return listSized(images).map(([, { medium }]) => medium.name);
}

function listSized(images: ReadonlyMap<string, LoadedImage>): (readonly [string, LoadedImage])[] {
  return [...images].filter(([path]) => !isArtworkPath(path));
}
