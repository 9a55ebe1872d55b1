import type { AtomFeed, AtomNs, RdfFeed, RssFeed } from "feedsmith";
import { findLeadImage } from "../find-lead-image.ts";
import { textOfHtml, textOfTitle } from "../plain-text.ts";
import { readSourceDates } from "../source-dates.ts";
import type { Following, Loss, SourceEntry, SourceFeed, SourcePerson } from "../source-feed.ts";
import { readEnclosure, readEpisode, readPodcast } from "./read-podcast.ts";

/** RSS 2.0 and its forerunners 0.9x; namespaces dc, content, media, atom, dcterms and itunes are understood. */
export function readRss(feed: RssFeed.Feed<string>): SourceFeed {
  return {
    format: "RSS 2.0",
    title: textOfTitle(feed.title),
    description: textOfHtml(feed.description),
    language: feed.language ?? feed.dc?.languages?.[0],
    homePage: feed.link,
    author: toPerson(feed.managingEditor) ?? namePerson(feed.itunes?.author),
    copyright: textOfTitle(feed.copyright),
    logo: feed.image?.url ?? feed.itunes?.image,
    categories: [],
    podcast: readPodcast(feed),
    entries: (feed.items ?? []).map(readItem),
    losses: [],
    following: {
      ...findHubs(feed.atom?.links),
      ttlMinutes: feed.ttl,
      skipHours: feed.skipHours,
      skipDays: feed.skipDays?.map((day) => day.trim().toLowerCase()),
    },
  };
}

/** WebSub §4: the links of the document itself. */
export function findHubs(
  links: readonly AtomFeed.Link<string>[] = [],
): Required<Pick<Following, "hubs">> & Pick<Following, "self"> {
  const addressesOf = (name: string) => links.flatMap(({ rel, href }) => (rel === name && href ? [href] : []));
  return { hubs: addressesOf("hub"), self: addressesOf("self")[0] };
}

function readItem(item: RssFeed.Item<string>): SourceEntry {
  const { guid, link, atom, dc, dcterms } = item;
  const isAddress = guid?.isPermaLink !== false && /^https?:\/\//i.test(guid?.value ?? "");
  const dates = readSourceDates(
    [item.pubDate, atom?.published, dc?.dates?.[0], dcterms?.issued?.[0]],
    [atom?.updated, dcterms?.modified?.[0]],
  );
  const { image, recordings, losses } = findLeadImage(item.enclosures ?? [], item.media, item.itunes?.image);
  const people = [...(dc?.creators ?? []).map(namePerson), ...(item.authors ?? []).map(toPerson)];
  return {
    id: guid?.value ?? link,
    link: link ?? (isAddress ? guid?.value : undefined),
    title: textOfTitle(item.title),
    ...dates,
    authors: listPeople(people.length > 0 ? people : [namePerson(item.itunes?.author), ...readAtomPeople(atom)]),
    categories: listNames([...(item.categories ?? []).map(({ name }) => name), ...(dc?.subjects ?? [])]),
    tags: [],
    ...readTexts(item.content?.encoded, item.description ?? item.itunes?.summary ?? item.media?.description?.value),
    image,
    recordings,
    enclosure: readEnclosure(item),
    episode: readEpisode(item),
    language: item.xml?.lang ?? dc?.languages?.[0],
    base: item.xml?.base,
    losses: [...dates.losses, ...losses, ...listItemLosses(item)],
  };
}

/** RSS 1.0 (RDF): an item's identity is its `rdf:about`. */
export function readRdf(feed: RdfFeed.Feed<string>): SourceFeed {
  return {
    format: "RSS 1.0",
    title: textOfTitle(feed.title),
    description: textOfHtml(feed.description),
    language: feed.dc?.languages?.[0],
    homePage: feed.link,
    author: namePerson(feed.dc?.creators?.[0]),
    categories: [],
    entries: (feed.items ?? []).map(readRdfItem),
    losses: [],
    following: findHubs(feed.atom?.links),
  };
}

function readRdfItem(item: RdfFeed.Item<string>): SourceEntry {
  const { link, dc, dcterms, slash } = item;
  const dates = readSourceDates([dc?.dates?.[0], dcterms?.issued?.[0]], [dcterms?.modified?.[0]]);
  const { image, recordings, losses } = findLeadImage([], item.media, undefined);
  return {
    id: item.rdf?.about ?? link,
    link,
    title: textOfTitle(item.title),
    ...dates,
    authors: listPeople((dc?.creators ?? []).map(namePerson)),
    categories: listNames([...(dc?.subjects ?? []), slash?.section]),
    tags: [],
    ...readTexts(item.content?.encoded, item.description),
    image,
    recordings,
    language: dc?.languages?.[0],
    losses: [...dates.losses, ...losses, ...describeComments(slash?.comments)],
  };
}

/** Where there is no body, the description is it. */
function readTexts(content: string | undefined, description: string | undefined) {
  if (content === undefined) return { html: description, summary: undefined };
  return { html: content, summary: textOfHtml(description) };
}

function listItemLosses({ slash, source }: RssFeed.Item<string>): Loss[] {
  return [
    ...describeComments(slash?.comments),
    ...(source?.url === undefined ? [] : [{ field: "source", message: `the feed it came from, ${source.url}` }]),
  ];
}

export function describeComments(count: number | undefined): Loss[] {
  if (count === undefined || count === 0) return [];
  return [{ field: "comments", message: count === 1 ? "1 comment" : `${count} comments` }];
}

function readAtomPeople(atom: AtomNs.Entry<string> | undefined): (SourcePerson | undefined)[] {
  return (atom?.authors ?? []).map(({ name, uri, email }) => toPerson({ name, link: uri, email }));
}

interface LoosePerson {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly link?: string | undefined;
}

export function toPerson(person: LoosePerson | undefined): SourcePerson | undefined {
  const name = textOfTitle(person?.name ?? person?.email);
  return name === undefined ? undefined : { name, url: person?.link, email: person?.email };
}

function namePerson(name: string | undefined): SourcePerson | undefined {
  return toPerson({ name });
}

/** Each name once. */
export function listPeople(people: readonly (SourcePerson | undefined)[]): SourcePerson[] {
  const byName = new Map<string, SourcePerson>();
  for (const person of people) if (person !== undefined && !byName.has(person.name)) byName.set(person.name, person);
  return [...byName.values()];
}

export function listNames(names: readonly (string | undefined)[]): string[] {
  return [...new Set(names.map(textOfTitle).filter((name) => name !== undefined))];
}
