import { textOfHtml } from "../plain-text.ts";
import { isRecord, recordsAt, type TreeRecord, textAt } from "../records.ts";
import { readSourceDates } from "../source-dates.ts";
import { emptyFeed, type SourceEntry, type SourceFeed } from "../source-feed.ts";
import { isPublicTag } from "./read-ghost-post.ts";
import { listNames, listPeople, toPerson } from "./read-rss.ts";

/** `/ghost/api/content/posts/`: posts, and beside them how many there are. */
export function isGhostPosts(value: unknown): boolean {
  return isRecord(value) && Array.isArray(value.posts) && isRecord(value.meta);
}

/** Posts of Ghost's Content API, read with their tags and authors. */
export function readGhostPosts(value: unknown): SourceFeed {
  const posts = recordsAt(value, "posts");
  const home = URL.parse(textAt(posts[0], "url") ?? "")?.origin;
  return {
    ...emptyFeed("Ghost Content API"),
    title: home === undefined ? undefined : new URL(home).hostname,
    homePage: home === undefined ? undefined : `${home}/`,
    entries: posts.map(readGhostApiPost),
    following: { hubs: [] },
  };
}

/** A post of the Content API or of a webhook, which have the same members. Its `id` is the guid in Ghost's feeds. */
export function readGhostApiPost(post: TreeRecord): SourceEntry {
  const { losses, ...dates } = readSourceDates([textAt(post, "published_at")], [textAt(post, "updated_at")]);
  const src = textAt(post, "feature_image");
  return {
    id: textAt(post, "id") ?? textAt(post, "uuid"),
    link: textAt(post, "url"),
    slug: textAt(post, "slug"),
    title: textAt(post, "title"),
    ...dates,
    draft: !isForAll(post),
    authors: listPeople(
      recordsAt(post, "authors").map((person) =>
        toPerson({ name: textAt(person, "name"), link: textAt(person, "website") }),
      ),
    ),
    categories: listNames(
      recordsAt(post, "tags")
        .filter(isPublicTag)
        .map((tag) => textAt(tag, "name")),
    ),
    tags: [],
    summary: textAt(post, "custom_excerpt"),
    html: textAt(post, "html"),
    image:
      src === undefined
        ? undefined
        : { src, alt: textAt(post, "feature_image_alt"), caption: textOfHtml(textAt(post, "feature_image_caption")) },
    canonical: textAt(post, "canonical_url"),
    losses,
  };
}

/** A post for members comes cut short or empty. */
function isForAll(post: TreeRecord): boolean {
  return (
    (textAt(post, "visibility") ?? "public") === "public" && (textAt(post, "status") ?? "published") === "published"
  );
}
