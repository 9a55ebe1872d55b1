import type { RssFeed } from "feedsmith";
import { textOfTitle } from "../plain-text.ts";
import type { SourceEnclosure, SourceEpisode, SourcePerson, SourcePodcast } from "../source-podcast.ts";

type Item = RssFeed.Item<string>;
type Feed = RssFeed.Feed<string>;

/** The sound or film of an item: players take the first enclosure. */
export function readEnclosure({ enclosures = [], itunes }: Item): SourceEnclosure | undefined {
  const file = enclosures.find(({ url, type }) => url !== undefined && /^(?:audio|video)\//.test(type ?? ""));
  if (file?.url === undefined) return undefined;
  return {
    url: file.url,
    mediaType: file.type,
    sizeBytes: file.length !== undefined && file.length > 0 ? file.length : undefined,
    durationSeconds: itunes?.duration,
  };
}

/** The episode's values of a podcast's item. */
export function readEpisode({ itunes, podcast, psc }: Item): SourceEpisode | undefined {
  if (itunes === undefined && podcast === undefined && psc === undefined) return undefined;
  const chapters = psc?.chapters?.flatMap(({ start, title, href, image }) =>
    start === undefined || title === undefined ? [] : [{ start, title, url: href, image }],
  );
  return {
    number: itunes?.episode ?? podcast?.episode?.number,
    season: itunes?.season ?? podcast?.season?.number,
    seasonName: podcast?.season?.name,
    type: itunes?.episodeType,
    title: textOfTitle(itunes?.title),
    isExplicit: itunes?.explicit,
    image: itunes?.image,
    isBlocked: itunes?.block,
    transcripts: podcast?.transcripts?.flatMap(({ url, type, language, rel }) =>
      url === undefined ? [] : [{ src: url, type, language, rel }],
    ),
    chapters: podcast?.chapters?.url ?? (chapters?.length ? chapters : undefined),
    persons: listPersons(podcast?.persons),
  };
}

/** Undefined for a feed that is no podcast. */
export function readPodcast(feed: Feed): SourcePodcast | undefined {
  const { itunes, podcast, atom } = feed;
  const isPodcast = itunes !== undefined && (feed.items ?? []).some((item) => readEnclosure(item) !== undefined);
  if (!isPodcast) return undefined;
  return {
    address: itunes.newFeedUrl ?? atom?.links?.find(({ rel }) => rel === "self")?.href,
    image: itunes.image ?? feed.image?.url,
    categories: (itunes.categories ?? []).flatMap(({ text, categories = [] }) => {
      if (text === undefined) return [];
      const inner = categories.flatMap((one) => (one.text === undefined ? [] : [`${text} > ${one.text}`]));
      return inner.length > 0 ? inner : [text];
    }),
    isExplicit: itunes.explicit,
    author: textOfTitle(itunes.author),
    type: itunes.type,
    owner: itunes.owner?.email === undefined ? undefined : { name: itunes.owner.name, email: itunes.owner.email },
    guid: podcast?.guid,
    isLocked: podcast?.locked?.value,
    funding: podcast?.fundings?.flatMap(({ url, display }) => (url === undefined ? [] : [{ url, text: display }])),
    persons: listPersons(podcast?.persons),
    medium: podcast?.medium,
    isComplete: itunes.complete,
    isBlocked: itunes.block,
  };
}

interface LoosePerson {
  readonly display?: string | undefined;
  readonly role?: string | undefined;
  readonly group?: string | undefined;
  readonly img?: string | undefined;
  readonly href?: string | undefined;
}

function listPersons(persons: readonly LoosePerson[] | undefined): SourcePerson[] | undefined {
  return persons?.flatMap(({ display, ...rest }) => (display === undefined ? [] : [{ name: display, ...rest }]));
}
