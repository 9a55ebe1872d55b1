import type { MediaNs } from "feedsmith";
import type { Loss, SourceImage } from "./source-feed.ts";

/** A file that came with an entry: an RSS enclosure, an Atom link, a JSON attachment. */
export interface Attached {
  readonly url?: string | undefined;
  readonly type?: string | undefined;
}

interface Attachments {
  readonly image: SourceImage | undefined;
  readonly losses: readonly Loss[];
}

/** Finds the picture of an entry among all that came with it; the rest cannot be carried. */
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
  const losses = attached
    .filter((file) => file.url !== undefined && !isImage(file))
    .map(({ url, type }): Loss => ({ field: "enclosure", message: `${type ?? "a file"} at ${url} is not carried` }));
  if (src === undefined) return { image: undefined, losses };
  const description = content?.description ?? media?.description;
  const title = content?.title ?? media?.title;
  return {
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
