import type { MediaNs } from "feedsmith";
import type { Loss, SourceImage } from "./source-feed.ts";

/** A file that came with an entry: an RSS enclosure, an Atom link, a JSON attachment. */
export interface Attached {
  readonly url?: string | undefined;
  readonly type?: string | undefined;
}

interface Attachments {
  readonly image: SourceImage | undefined;
  readonly recordings: readonly string[];
  readonly losses: readonly Loss[];
}

/** Finds the picture and the recordings of an entry among all that came with it; other files are not carried. */
export function findLeadImage(
  attached: readonly Attached[],
  media: MediaNs.ItemOrFeed | undefined,
  otherImage: string | undefined,
): Attachments {
  const isImage = ({ url, type }: Attached) => url !== undefined && isImageType(type, url);
  const content = listContents(media).find(({ url, type, medium }) => {
    return url !== undefined && (medium === "image" || (medium === undefined && isImageType(type, url)));
  });
  const thumbnail = (content?.thumbnails ?? media?.thumbnails)?.[0]?.url;
  const src = attached.find(isImage)?.url ?? content?.url ?? thumbnail ?? otherImage;
  const recordings = [
    ...attached.filter(({ url, type }) => url !== undefined && isRecording(type, url)),
    ...listContents(media).filter(
      ({ url, type, medium }) => url !== undefined && isRecordingContent(medium, type, url),
    ),
  ].flatMap(({ url }) => url ?? []);
  const found = { recordings: [...new Set(recordings)] };
  const losses = attached
    .filter((file) => file.url !== undefined && !isImage(file) && !isRecording(file.type, file.url))
    .map(({ url, type }): Loss => ({ field: "enclosure", message: `${type ?? "a file"} at ${url} is not carried` }));
  if (src === undefined) return { ...found, image: undefined, losses };
  const description = content?.description ?? media?.description;
  const title = content?.title ?? media?.title;
  return {
    ...found,
    image: {
      src,
      alt: description?.value,
      caption: title?.value,
      credit: (content?.credits ?? media?.credits)?.[0]?.value,
    },
    losses,
  };
}

function listContents(media: MediaNs.ItemOrFeed | undefined): MediaNs.Content[] {
  return [...(media?.contents ?? []), ...(media?.groups ?? []).flatMap(({ contents }) => contents ?? [])];
}

function isImageType(type: string | undefined, url: string): boolean {
  if (type !== undefined && type !== "") return type.startsWith("image/");
  return /\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)/i.test(url);
}

function isRecording(type: string | undefined, url: string): boolean {
  if (type !== undefined && type !== "") return /^(?:audio|video)\//.test(type);
  return /\.(?:mp3|m4a|ogg|oga|opus|wav|flac|mp4|m4v|mov|webm)(?:[?#]|$)/i.test(url);
}

/** A player's page is a frame, not a file (`application/x-shockwave-flash`, or no type and no ending). */
function isRecordingContent(medium: string | undefined, type: string | undefined, url: string): boolean {
  return (medium === undefined || medium === "audio" || medium === "video") && isRecording(type, url);
}
