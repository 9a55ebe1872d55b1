import type { ArticleImage } from "../article/article.ts";
import type { ArticleFacets } from "../article/article-record.ts";
import type { Recording } from "../article/recordings/recording.ts";
import type { FeedFile, FeedItem } from "./feed-item.ts";

type ResolveAddress = (address: string) => string;

/**
 * The files of an entry. One is the enclosure, since players take the first they find: sound or film if there is any, else the
 * picture, which is otherwise a thumbnail (Media RSS) and `image` (JSON Feed).
 */
export function listItemFiles(
  { image, recordings = [] }: Pick<ArticleFacets, "image" | "recordings">,
  resolve: ResolveAddress,
): Pick<FeedItem, "enclosure" | "otherFiles"> {
  const picture = image && describeImage(image, resolve);
  const [first, ...others] = recordings.map((recording) => describeRecording(recording, resolve));
  if (first === undefined) return picture === undefined ? {} : { enclosure: picture };
  return { enclosure: first, otherFiles: picture === undefined ? others : [...others, picture] };
}

/** The enclosure of a recording. */
function describeRecording(recording: Recording, resolve: ResolveAddress): FeedFile {
  const { url, mediaType, sizeBytes, durationSeconds, bitrate, width, height, title } = recording;
  return {
    url: resolve(url),
    type: mediaType,
    ...(sizeBytes !== undefined && { length: sizeBytes }),
    ...(durationSeconds !== undefined && { duration: Math.round(durationSeconds) }),
    ...(bitrate !== undefined && { bitrate }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(title && { title }),
  };
}

function describeImage(image: ArticleImage, resolve: ResolveAddress): FeedFile {
  return {
    url: resolve(image.url),
    type: image.mediaType,
    ...(image.sizeBytes !== undefined && { length: image.sizeBytes }),
    ...(image.width !== undefined && { width: image.width }),
    ...(image.height !== undefined && { height: image.height }),
    ...(image.alt && { alt: image.alt }),
    ...(image.credit && { credit: image.credit }),
    ...(image.thumbnail && { thumbnail: { ...image.thumbnail, url: resolve(image.thumbnail.url) } }),
  };
}
