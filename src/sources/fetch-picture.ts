import { identifyMedium } from "../article/images/measure-image.ts";
import { checkRemoteAddress, fetchRemoteBytes } from "../article/images/remote-image.ts";
import type { ReceivedImage } from "../feed/publishing/submission.ts";
import type { SourceImage } from "../import/source-feed.ts";
import type { PublishWork } from "./compose-article.ts";
import type { SourceClient } from "./fetch-source.ts";

interface Picture {
  readonly image: SourceImage;
  readonly received: ReceivedImage;
}

/** The lead picture, stored here without its metadata and in its true size; without it, where it cannot be had. */
export async function fetchPicture({ entry }: PublishWork, client: SourceClient): Promise<Picture | undefined> {
  const src = URL.parse(entry.image?.src ?? "", entry.base ?? entry.link)?.href;
  if (entry.image === undefined || src === undefined || !checkRemoteAddress(src).ok) return undefined;
  const fetched = await fetchRemoteBytes(src, { fetch: client.fetch });
  if (!fetched.ok) return undefined;
  const identified = await identifyMedium(fetched.value.bytes);
  if (!identified.ok) return undefined;
  const { medium, bytes } = identified.value;
  return { image: { ...entry.image, src: `lead.${medium.name.split(".")[1]}` }, received: { medium, bytes } };
}
