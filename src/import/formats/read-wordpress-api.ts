import { textOfHtml, textOfTitle } from "../plain-text.ts";
import { isRecord, recordsAt, type TreeRecord, textAt } from "../records.ts";
import { readSourceDates } from "../source-dates.ts";
import { emptyFeed, type SourceEntry, type SourceFeed, type SourceImage } from "../source-feed.ts";
import { listNames, listPeople, toPerson } from "./read-rss.ts";

/** `/wp-json/wp/v2/posts`: a list of posts. An empty list is one of nothing. */
export function isWordPressPosts(value: unknown): boolean {
  return Array.isArray(value) && value.every((post) => isRecord(post) && "title" in post && "guid" in post);
}

/** Posts of the REST API of WordPress, read with `_embed`: authors, terms and pictures are beside them. */
export function readWordPressPosts(value: unknown): SourceFeed {
  const posts = Array.isArray(value) ? value.filter(isRecord) : [];
  const [first] = posts;
  const home = URL.parse(textAt(first, "link") ?? "")?.origin;
  return {
    ...emptyFeed("WordPress REST"),
    title: home === undefined ? undefined : new URL(home).hostname,
    homePage: home === undefined ? undefined : `${home}/`,
    entries: posts.map(readPost),
    following: { hubs: [] },
  };
}

/** Feeds have the same guid, so that a change from one to the other makes no new articles. */
function readPost(post: TreeRecord): SourceEntry {
  const embedded = isRecord(post._embedded) ? post._embedded : {};
  const { losses, ...dates } = readSourceDates(
    [zoned(textAt(post, "date_gmt"))],
    [zoned(textAt(post, "modified_gmt"))],
  );
  const terms = (Array.isArray(embedded["wp:term"]) ? embedded["wp:term"].flat() : []).filter(isRecord);
  const namesOf = (taxonomy: string) =>
    listNames(terms.filter((term) => textAt(term, "taxonomy") === taxonomy).map((term) => textAt(term, "name")));
  return {
    id: rendered(post.guid) ?? textAt(post, "link"),
    link: textAt(post, "link"),
    slug: textAt(post, "slug"),
    title: textOfTitle(rendered(post.title)),
    ...dates,
    draft: !isForAll(post),
    authors: listPeople(recordsAt(embedded, "author").map((author) => toPerson({ name: textAt(author, "name") }))),
    categories: namesOf("category"),
    tags: namesOf("post_tag"),
    html: rendered(post.content),
    summary: textOfHtml(rendered(post.excerpt)),
    image: readImage(recordsAt(embedded, "wp:featuredmedia")[0]),
    losses,
  };
}

/** A post with a password comes without its text; other states are seen with a login alone. */
function isForAll(post: TreeRecord): boolean {
  const isProtected = isRecord(post.content) && post.content.protected === true;
  return !isProtected && (textAt(post, "status") ?? "publish") === "publish";
}

/** The API wraps texts that themes and plugins have changed: `{"rendered": "…"}`. */
function rendered(value: unknown): string | undefined {
  return textAt(value, "rendered");
}

/** `date_gmt` is UTC and does not say so. */
function zoned(text: string | undefined): string | undefined {
  return text === undefined || /(?:z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
}

function readImage(media: TreeRecord | undefined): SourceImage | undefined {
  const src = textAt(media, "source_url");
  return src === undefined
    ? undefined
    : { src, alt: textAt(media, "alt_text"), caption: textOfHtml(rendered(media?.caption)) };
}
