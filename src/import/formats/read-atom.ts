import type { AtomFeed } from "feedsmith";
import { findLeadImage } from "../find-lead-image.ts";
import { htmlOfText, textOfHtml } from "../plain-text.ts";
import { readSourceDates } from "../source-dates.ts";
import type { Loss, SourceEntry, SourceFeed, SourcePerson } from "../source-feed.ts";
import { describeComments, findHubs, listNames, listPeople, toPerson } from "./read-rss.ts";

/** Atom 1.0 (RFC 4287). An entry without authors has those of its source, else of the feed (§4.2.1). */
export function readAtom(feed: AtomFeed.Feed<string>): SourceFeed {
  const authors = readPeople(feed.authors);
  return {
    format: "Atom 1.0",
    title: textOf(feed.title),
    description: textOf(feed.subtitle),
    language: feed.xml?.lang,
    homePage: findAlternate(feed.links),
    author: authors[0],
    copyright: textOf(feed.rights),
    logo: feed.logo,
    categories: [],
    entries: (feed.entries ?? []).map((entry) => readEntry(entry, feed, authors)),
    losses: [],
    following: findHubs(feed.links),
  };
}

function readEntry(
  entry: AtomFeed.Entry<string>,
  feed: AtomFeed.Feed<string>,
  feedAuthors: readonly SourcePerson[],
): SourceEntry {
  const { content, summary, links = [] } = entry;
  const base = content?.xml?.base ?? entry.xml?.base ?? feed.xml?.base;
  const dates = readSourceDates([entry.published], [entry.updated]);
  const enclosures = links.filter(({ rel }) => rel === "enclosure").map(({ href: url, type }) => ({ url, type }));
  const { image, recordings, losses } = findLeadImage(enclosures, entry.media, entry.itunes?.image);
  const authors = [readPeople(entry.authors), readPeople(entry.source?.authors)].find(({ length }) => length > 0);
  const link = resolve(findAlternate(links), entry.xml?.base ?? feed.xml?.base);
  const body = htmlOf(content);
  return {
    id: entry.id ?? link,
    link,
    title: textOf(entry.title),
    ...dates,
    authors: authors ?? feedAuthors,
    categories: listNames((entry.categories ?? []).filter(isReadersCategory).map(({ term, label }) => label ?? term)),
    tags: [],
    html: body ?? htmlOf(summary) ?? htmlOfText(describeMedia(entry)),
    summary: body === undefined ? undefined : textOf(summary),
    image,
    recordings,
    language: content?.xml?.lang ?? entry.xml?.lang,
    base: base ?? link,
    losses: [...dates.losses, ...losses, ...listLosses(entry)],
  };
}

/** A film's entry (YouTube) has its text in Media RSS alone. */
function describeMedia({ media }: AtomFeed.Entry<string>): string | undefined {
  const groups = media?.groups ?? [];
  return media?.description?.value ?? groups.find(({ description }) => description !== undefined)?.description?.value;
}

/** RFC 4287 §3.1.1: without a type it is plain text. */
function textOf(text: AtomFeed.Text | undefined): string | undefined {
  if (text === undefined) return undefined;
  return isMarkup(text.type) ? textOfHtml(text.value) : text.value.replace(/\s+/g, " ").trim() || undefined;
}

function htmlOf(text: AtomFeed.Content | undefined): string | undefined {
  return isMarkup(text?.type) ? text?.value : htmlOfText(text?.value);
}

function isMarkup(type: string | undefined): boolean {
  return type !== undefined && /^(?:x?html|text\/html|application\/xhtml\+xml)$/i.test(type);
}

function readPeople(people: readonly AtomFeed.Person[] | undefined): SourcePerson[] {
  return listPeople((people ?? []).map(({ name, uri, email }) => toPerson({ name, link: uri, email })));
}

/** RFC 4287 §4.2.7.2: a link without `rel` is an alternate. */
function findAlternate(links: readonly AtomFeed.Link<string>[] | undefined): string | undefined {
  const alternates = (links ?? []).filter(({ rel }) => rel === undefined || rel === "alternate");
  const page = alternates.find(({ type }) => type === undefined || isMarkup(type)) ?? alternates[0];
  return page?.href;
}

function resolve(address: string | undefined, base: string | undefined): string | undefined {
  if (address === undefined || base === undefined) return address;
  return URL.parse(address, base)?.href ?? address;
}

/** Blogger's `kind#post` says what the entry is, not what it is about. */
function isReadersCategory({ scheme }: AtomFeed.Category): boolean {
  return scheme !== "http://schemas.google.com/g/2005#kind";
}

function listLosses({ content, contributors, rights, thr, links = [] }: AtomFeed.Entry<string>): Loss[] {
  const replies = thr?.total ?? links.find(({ rel }) => rel === "replies")?.thr?.count;
  return [
    ...(content?.src === undefined
      ? []
      : [{ field: "content", message: `the text is at ${content.src}; not fetched` }]),
    ...(contributors ?? []).map(({ name }) => ({ field: "contributor", message: name ?? "without a name" })),
    ...(rights === undefined ? [] : [{ field: "rights", message: `"${rights.value.slice(0, 80)}"` }]),
    ...describeComments(replies),
  ];
}
