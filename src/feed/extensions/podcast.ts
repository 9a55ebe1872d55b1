import { formatRfc822 } from "../../lib/dates.ts";
import type { Extension } from "./extension.ts";
import { createVocabulary, withAttributes } from "./vocabulary.ts";

/** Podcasting 2.0. */
const podcast = /* @__PURE__ */ createVocabulary("podcast", "https://podcastindex.org/namespace/1.0");

export interface PodcastPerson {
  readonly name: string;
  /** From the Podcast Taxonomy, in lower case: `host`, `guest`. */
  readonly role?: string | undefined;
  readonly group?: string | undefined;
  readonly img?: string | undefined;
  readonly href?: string | undefined;
}

export interface PodcastLocation {
  readonly name: string;
  /** RFC 5870: `geo:37.786971,-122.399677`. */
  readonly geo?: string | undefined;
  /** An object of OpenStreetMap: `R113314`. */
  readonly osm?: string | undefined;
}

export interface PodcastLicense {
  /** An SPDX identifier, or the name of the license at `url`. */
  readonly name: string;
  readonly url?: string | undefined;
}

interface PodcastShared {
  readonly persons?: readonly PodcastPerson[] | undefined;
  readonly location?: PodcastLocation | undefined;
  readonly license?: PodcastLicense | undefined;
}

export interface PodcastChannel extends PodcastShared {
  /** UUIDv5 of the feed's address. */
  readonly guid?: string | undefined;
  readonly locked?: { readonly isLocked: boolean; readonly owner?: string | undefined } | undefined;
  readonly funding?: readonly { readonly url: string; readonly text: string }[] | undefined;
  readonly medium?: string | undefined;
  readonly txt?: readonly { readonly text: string; readonly purpose?: string | undefined }[] | undefined;
  readonly trailers?: readonly PodcastTrailer[] | undefined;
}

export interface PodcastTrailer {
  readonly title: string;
  readonly url: string;
  readonly published: Date;
  readonly sizeBytes?: number | undefined;
  readonly type?: string | undefined;
  readonly season?: number | undefined;
}

export interface PodcastItem extends PodcastShared {
  readonly transcripts?: readonly PodcastTranscript[] | undefined;
  /** `type` is `application/json+chapters` unless given. */
  readonly chapters?: { readonly url: string; readonly type?: string | undefined } | undefined;
  readonly soundbites?: readonly PodcastSoundbite[] | undefined;
  readonly season?: { readonly number: number; readonly name?: string | undefined } | undefined;
  readonly episode?: { readonly number: number; readonly display?: string | undefined } | undefined;
}

export interface PodcastTranscript {
  readonly url: string;
  /** `text/vtt`, `application/x-subrip`, `application/json`, `text/html`. */
  readonly type: string;
  readonly language?: string | undefined;
  readonly rel?: "captions" | undefined;
}

export interface PodcastSoundbite {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly title?: string | undefined;
}

export function podcastChannel(channel: PodcastChannel): Extension[] {
  const { guid, locked, funding = [], medium, txt = [], trailers = [] } = channel;
  return podcast({
    guid,
    locked: locked && withAttributes({ owner: locked.owner }, locked.isLocked ? "yes" : "no"),
    funding: funding.map(({ url, text }) => withAttributes({ url }, text)),
    medium,
    txt: txt.map(({ purpose, text }) => withAttributes({ purpose }, text)),
    trailer: trailers.map(({ title, published, sizeBytes, ...plain }) =>
      withAttributes({ ...plain, pubdate: formatRfc822(published.getTime()), length: sizeBytes }, title),
    ),
    ...writeShared(channel),
  });
}

export function podcastItem(item: PodcastItem): Extension[] {
  const { transcripts = [], chapters, soundbites = [], season, episode } = item;
  return podcast({
    transcript: transcripts.map((transcript) => withAttributes({ ...transcript })),
    chapters: chapters && withAttributes({ type: "application/json+chapters", ...chapters }),
    soundbite: soundbites.map(({ startSeconds, durationSeconds, title }) =>
      withAttributes({ startTime: startSeconds, duration: durationSeconds }, title),
    ),
    season: season && withAttributes({ name: season.name }, season.number),
    episode: episode && withAttributes({ display: episode.display }, episode.number),
    ...writeShared(item),
  });
}

function writeShared({ persons = [], location, license }: PodcastShared) {
  return {
    person: persons.map(({ name, ...attributes }) => withAttributes(attributes, name)),
    location: location && withAttributes({ geo: location.geo, osm: location.osm }, location.name),
    license: license && withAttributes({ url: license.url }, license.name),
  };
}
