import type { FeedAuthor, FeedCategory, FeedItem } from "./feed-item.ts";

/** Conformance 24: no blank category and none twice. */
export function listCategories(item: FeedItem): readonly FeedCategory[] {
  const { category } = item;
  return category.every(isNewName) ? category : category.filter(isNewName);
}

export function listAuthors(item: FeedItem): readonly FeedAuthor[] {
  const { author } = item;
  return author.every(isNewName) ? author : author.filter(isNewName);
}

function isNewName(
  value: { readonly name: string },
  index: number,
  all: readonly { readonly name: string }[],
): boolean {
  return value.name.trim() !== "" && all.findIndex((other) => other.name === value.name) === index;
}

/** RFC 4287 §4.1.2 and RSS 2.0 want a title with something in it; an entry without one is called by its address. */
export function titleOf(item: FeedItem): string {
  return item.title.trim() === "" ? item.link : item.title;
}

/** RSS Profile: a body comes after a description. An article of images only has no summary: its title is used instead. */
export function summaryOf(item: FeedItem): string {
  return item.description.trim() === "" ? titleOf(item) : item.description;
}
