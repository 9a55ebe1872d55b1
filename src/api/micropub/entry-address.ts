import type { ArticleRecord } from "../../article/article-record.ts";
import { isKey } from "../../article/check-key.ts";
import { slugOf } from "../../article/draft-slug.ts";
import { articleAddress } from "../../feed/build-feed.ts";
import { MICROPUB_PATH } from "../../feed/connection-paths.ts";
import type { PublicationStore } from "../../feed/publishing/publication-store.ts";

const BY_KEY = `${MICROPUB_PATH}/articles/`;

/** The address by which a tool knows an article: its page, and of a draft, which has no page, one below the endpoint. */
export function addressOf(record: ArticleRecord, publicUrl: string): string {
  const slug = slugOf(record);
  if (slug !== undefined) return articleAddress(publicUrl, slug);
  return publicUrl + BY_KEY + record.key.split("/").map(encodeURIComponent).join("/");
}

/** The key of the article at an address of ours, a former one included. */
export async function findKeyAt(
  url: string,
  publicUrl: string,
  store: Pick<PublicationStore, "findAddressHolders">,
): Promise<string | undefined> {
  const path = url.startsWith(`${publicUrl}/`) ? decode(url.slice(publicUrl.length).replace(/[?#].*$/, "")) : undefined;
  if (path?.startsWith(BY_KEY)) {
    const key = path.slice(BY_KEY.length);
    return isKey(key) ? key : undefined;
  }
  const [, slug] = /^\/articles\/([^/;]+)\/?$/.exec(path ?? "") ?? [];
  return slug === undefined ? undefined : (await store.findAddressHolders([slug], "")).get(slug)?.key;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
