import type { Medium } from "../../../article/article.ts";
import { isArtworkPath, isPublishedAddress } from "../../../article/images/media-path.ts";
import { fail, type Result, succeed } from "../../../lib/result.ts";
import type { PublicationStore, StoredArticle } from "../publication-store.ts";
import type { Submission } from "../submission.ts";
import type { ArticleMedia } from "./article-media.ts";

/** The store has no sizes of these originals. */
export interface PicturesMissing {
  readonly reason: "pictures-missing";
  readonly names: readonly string[];
}

/**
 * The pictures of a submission that the store has sizes of, by the names of their originals. One that came along as it is counts
 * too: another publisher has made its sizes. Fails with `pictures-missing` if the submission refers to others.
 */
export async function findPictures(
  { images, pictures }: Submission,
  store: Pick<PublicationStore, "findPictures">,
): Promise<Result<ReadonlyMap<string, Medium>, PicturesMissing>> {
  const named = Array.from(pictures?.values() ?? [], ({ original }) => original);
  const received = Array.from(images?.values() ?? [], ({ medium }) => medium.name);
  const found = await store.findPictures([...new Set([...named, ...received])]);
  const missing = named.filter((name) => !found.has(name));
  return missing.length === 0 ? succeed(found) : fail({ reason: "pictures-missing", names: missing });
}

/** A text can be corrected without sending its pictures again; not so a cover, which shows a title that may have changed. */
export function chooseMedia(
  { images, pictures, files, cover, stored: uploaded }: Submission,
  stored: StoredArticle | undefined,
  found: ReadonlyMap<string, Medium>,
): ArticleMedia {
  const received = images && [
    ...Array.from(images, ([path, { medium }]) => {
      return [path, isArtworkPath(path) ? medium : withSizes(medium, found)] as const;
    }),
    ...Array.from(
      pictures ?? [],
      ([path, { original, texts }]) => [path, withTexts(found.get(original), texts)] as const,
    ),
    ...Array.from(files ?? [], ([path, { medium }]) => [path, medium] as const),
    ...(uploaded ?? []),
  ];
  // Images that the text names by their public address are found in it again.
  const kept = [...(received ?? stored?.media.files ?? [])].flatMap(([path, file]) =>
    file === undefined || isPublishedAddress(path) ? [] : [[path, file] as const],
  );
  return { cover: cover?.medium, files: new Map(kept) };
}

function withSizes(medium: Medium, found: ReadonlyMap<string, Medium>): Medium {
  const picture = found.get(medium.name);
  return picture === undefined ? medium : { ...picture, texts: medium.texts };
}

function withTexts(medium: Medium | undefined, texts: Medium["texts"]): Medium | undefined {
  return medium && { ...medium, texts };
}
