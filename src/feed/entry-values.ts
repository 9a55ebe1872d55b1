import { isBlank } from "../lib/xml.ts";
import type { DocumentItem, FeedAuthor, FeedCategory } from "./feed-item.ts";

/** Conformance 24: no blank category and none twice. */
export function listCategories(item: DocumentItem): readonly FeedCategory[] {
  const { category } = item;
  return category.every(isNewName) ? category : category.filter(isNewName);
}

/** Only a single author gets an e-mail address: of several, clients keep the first or the last (tests/clients/support-table.ts). */
function listAuthors(item: DocumentItem): readonly FeedAuthor[] {
  const { author } = item;
  const distinct = author.every(isNewName) ? author : author.filter(isNewName);
  return distinct.length > 1 && distinct.some(hasEmail) ? distinct.map(withoutEmail) : distinct;
}

function hasEmail({ email }: FeedAuthor): boolean {
  return email !== undefined;
}

function withoutEmail({ email, ...person }: FeedAuthor): FeedAuthor {
  return person;
}

function isNewName(
  value: { readonly name: string },
  index: number,
  all: readonly { readonly name: string }[],
): boolean {
  return value.name.trim() !== "" && all.findIndex((other) => other.name === value.name) === index;
}

/** RFC 4287 §4.1.2 and RSS 2.0 want a title with something in it; an entry without one is called by its address. */
function titleOf(item: DocumentItem): string {
  return isBlank(item.title) ? (item.link ?? item.id) : item.title;
}

/** RSS Profile: a body comes after a description. An article of images only has no summary: its title is used instead. */
export function summaryOf(item: DocumentItem): string {
  return isBlank(item.description) ? titleOf(item) : item.description;
}

/** The item with a title, and without names that are blank or come twice. */
export function tidyItem(item: DocumentItem): DocumentItem {
  const tidy = tidyNames(item);
  const title = titleOf(tidy);
  return title === tidy.title ? tidy : { ...tidy, title };
}

/** Most items are tidy: they are spared the copy. */
export function tidyNames(item: DocumentItem): DocumentItem {
  const author = listAuthors(item);
  const category = listCategories(item);
  return author === item.author && category === item.category ? item : { ...item, author, category };
}
