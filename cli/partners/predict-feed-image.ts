import { type ArticleImage, PUBLIC_URL_MARK } from "../../src/article/article.ts";
import { FEED_WIDTH, MAX_FEED_BYTES } from "../../src/article/images/picture-sizes.ts";
import type { JudgedImage } from "../../src/feed/partners/judge-article.ts";
import { loadSharp } from "../pictures/load-sharp.ts";

/** A lead image as feeds will have it: of a larger picture `publish` makes a size (cli/pictures/make-sizes.ts), which is what partners get. */
export function predictFeedImage(image: ArticleImage | undefined): JudgedImage | undefined {
  if (image?.width === undefined || image.height === undefined) return image;
  const { width, height, sizeBytes = 0, mediaType, credit } = image;
  const fits = width <= FEED_WIDTH && sizeBytes <= MAX_FEED_BYTES;
  if (fits || !image.url.startsWith(PUBLIC_URL_MARK) || loadSharp() === undefined) return image;
  const isTall = height > 2 * width;
  const scale = Math.min(1, FEED_WIDTH / (isTall ? width : Math.max(width, height)));
  return {
    mediaType: mediaType === "image/png" ? mediaType : "image/jpeg",
    width: Math.round(width * scale),
    height: Math.round(height * scale),
    credit,
  };
}
