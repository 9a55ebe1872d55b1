import { parseChapterTime } from "../../article/front-matter/podcast/read-chapter-field.ts";
import { ARTWORK_WANTED } from "../../article/profile/podcast/read-podcast.ts";
import type { XmlElement } from "../../lib/parse-xml.ts";
import { listChildren, textOf } from "../xml-parts.ts";
import { findImageFault, isPersonName, isShort, isTrueOrFalse, isYes, measureBytes } from "./channel-rules.ts";
import {
  all,
  atMostOne,
  describe,
  each,
  eachText,
  endingOf,
  isAddress,
  isPresent,
  parseDuration,
} from "./element-tests.ts";
import { type Found, ITUNES, type ItemRule, PODCAST, type PodcastDocument, PSC } from "./podcast-fault.ts";

/** The formats that Apple plays: types by the endings of addresses. */
const PLAYED: Readonly<Record<string, readonly string[]>> = {
  mp3: ["audio/mpeg"],
  m4a: ["audio/x-m4a", "audio/mp4"],
  mp4: ["video/mp4"],
  m4v: ["video/x-m4v"],
  mov: ["video/quicktime"],
  pdf: ["application/pdf"],
};

const TRANSCRIPTS = [
  "text/plain",
  "text/html",
  "text/vtt",
  "application/json",
  "application/x-subrip",
  "application/srt",
];

/** PSP-1 1.0 "Item", and what Apple asks of episodes. */
export const ITEM_RULES: readonly ItemRule[] = [
  {
    id: "item title",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "<title> of at most 255 characters",
    field: "title",
    find: all(isPresent("title"), eachText("title", "", isShort)),
  },
  {
    id: "title without numbers",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "a title without the numbers of season and episode, which have elements of their own",
    field: "title",
    find: (item) => {
      const title = textOf(item, "title", ITUNES) ?? textOf(item, "title") ?? "";
      const isNumbered = /^(?:s\d{1,3}\s?e\d{1,4}\b|(?:season|episode|ep\.?|folge|épisode)\s*#?\d|#\d+\b)/i.test(title);
      return isNumbered ? { found: describe(title), at: listChildren(item, "title")[0] } : undefined;
    },
  },
  {
    id: "enclosure",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "one <enclosure> with url, length and type",
    field: "audio",
    find: (item) => {
      const [enclosure, ...more] = listChildren(item, "enclosure");
      if (enclosure === undefined) return { found: "none" };
      if (more.length > 0) return { found: `${more.length + 1} of them`, at: more[0] };
      const { attributes } = enclosure;
      if (!isAddress(attributes.get("url"))) return { found: `url ${describe(attributes.get("url"))}`, at: enclosure };
      return attributes.get("type") ? undefined : { found: "no type", at: enclosure };
    },
  },
  {
    id: "enclosure length",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "the enclosure's length in bytes, above 0",
    field: "audio",
    find: each("enclosure", "", ({ attributes }) => {
      const length = attributes.get("length") ?? "";
      return /^[1-9]\d*$/.test(length) ? undefined : `length ${describe(length)}`;
    }),
  },
  {
    id: "enclosure format",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "an mp3, m4a, mp4, m4v or mov with its own ending and type",
    field: "audio",
    find: (item) =>
      // Apple is not offered it.
      isYes(textOf(item, "block", ITUNES) ?? "") ? undefined : each("enclosure", "", findFormatFault)(item),
  },
  {
    id: "enclosure name",
    by: "Apple",
    severity: "error",
    wanted: "an address of ASCII characters",
    field: "audio",
    find: each("enclosure", "", ({ attributes }) => {
      const url = attributes.get("url") ?? "";
      return /^[\x21-\x7e]*$/.test(url) ? undefined : describe(url);
    }),
  },
  {
    id: "enclosure of its own",
    by: "Apple",
    severity: "error",
    wanted: "an address that no other episode has",
    field: "audio",
    find: (item, document) =>
      findRepeated(item, document, (one) => listChildren(one, "enclosure")[0]?.attributes.get("url")),
  },
  {
    id: "guid",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "<guid>, which never changes",
    field: "id",
    find: all(isPresent("guid"), atMostOne("guid")),
  },
  {
    id: "guid of its own",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "a guid that no other episode has",
    field: "id",
    find: (item, document) => findRepeated(item, document, (one) => textOf(one, "guid")),
  },
  {
    id: "item link",
    by: "PSP-1",
    severity: "warning",
    wanted: "<link> with the address of the episode's page",
    field: "slug",
    find: eachText("link", "", isAddress),
  },
  {
    id: "pubDate",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<pubDate> as RFC 2822 has it",
    field: "date",
    find: all(
      isPresent("pubDate"),
      eachText("pubDate", "", (text) =>
        /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UT|[ECMP][SD]T)$/.test(
          text,
        ),
      ),
    ),
  },
  {
    id: "item description",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<description> of at most 4000 bytes",
    field: "summary",
    find: all(isPresent("description"), each("description", "", measureBytes)),
  },
  {
    id: "itunes:duration",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<itunes:duration> in seconds",
    field: "audio",
    find: all(
      isPresent("duration", ITUNES),
      eachText("duration", ITUNES, (text) => (parseDuration(text) ?? 0) > 0),
      atMostOne("duration", ITUNES),
    ),
  },
  {
    id: "item itunes:image",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: `<itunes:image href="…"> with the address of ${ARTWORK_WANTED}`,
    field: "episodeImage",
    find: each("image", ITUNES, findImageFault),
  },
  {
    id: "item itunes:explicit",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<itunes:explicit> with true or false",
    field: "explicit",
    find: eachText("explicit", ITUNES, isTrueOrFalse),
  },
  {
    id: "podcast:transcript",
    by: "PSP-1",
    severity: "warning",
    wanted: "<podcast:transcript> with an address and the type of VTT, SRT, JSON, HTML or plain text",
    field: "transcripts",
    find: each("transcript", PODCAST, ({ attributes }) => {
      if (!isAddress(attributes.get("url"))) return `url ${describe(attributes.get("url"))}`;
      const type = attributes.get("type") ?? "";
      return TRANSCRIPTS.includes(type) ? undefined : `type ${describe(type)}`;
    }),
  },
  {
    id: "podcast:chapters",
    by: "podcast namespace",
    severity: "warning",
    wanted: "<podcast:chapters> with an address and the type application/json+chapters",
    field: "chapters",
    find: each("chapters", PODCAST, ({ attributes }) => {
      if (!isAddress(attributes.get("url"))) return `url ${describe(attributes.get("url"))}`;
      const type = attributes.get("type") ?? "";
      return type === "application/json+chapters" ? undefined : `type ${describe(type)}`;
    }),
  },
  {
    id: "chapters within the recording",
    by: "Podlove",
    severity: "warning",
    wanted: "chapters that begin before the recording ends",
    field: "chapters",
    find: findLateChapter,
  },
  {
    id: "itunes:episode",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<itunes:episode> with a whole number above zero",
    field: "episode",
    find: eachText("episode", ITUNES, isCount),
  },
  {
    id: "episode of a serial",
    by: "Apple",
    severity: "error",
    wanted: "<itunes:episode> in each full episode of a serial podcast",
    field: "episode",
    find: (item, { channel }) => {
      const isSerial = textOf(channel, "type", ITUNES) === "serial";
      const isFull = (textOf(item, "episodeType", ITUNES) ?? "full") === "full";
      return isSerial && isFull && textOf(item, "episode", ITUNES) === undefined ? { found: "none" } : undefined;
    },
  },
  {
    id: "itunes:season",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<itunes:season> with a whole number above zero",
    field: "season",
    find: eachText("season", ITUNES, isCount),
  },
  {
    id: "itunes:episodeType",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<itunes:episodeType> with full, trailer or bonus",
    field: "episodeType",
    find: eachText("episodeType", ITUNES, (text) => /^(?:full|trailer|bonus)$/.test(text)),
  },
  {
    id: "item itunes:block",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<itunes:block> with Yes, or none",
    field: "episodeBlock",
    find: eachText("block", ITUNES, isYes),
  },
  {
    id: "item podcast:person",
    by: "podcast namespace",
    severity: "warning",
    wanted: "<podcast:person> with a name of at most 128 characters",
    field: "persons",
    find: eachText("person", PODCAST, isPersonName),
  },
];

function findFormatFault({ attributes }: XmlElement): string | undefined {
  const [url, type] = [attributes.get("url") ?? "", attributes.get("type") ?? ""];
  const ending = endingOf(url);
  return PLAYED[ending]?.includes(type) ? undefined : `${type} in an address that ends in ${describe(`.${ending}`)}`;
}

function isCount(text: string): boolean {
  return /^[1-9]\d*$/.test(text);
}

/** The later of two episodes with one value has the fault. */
function findRepeated(
  item: XmlElement,
  { items }: PodcastDocument,
  readValue: (item: XmlElement) => string | undefined,
): Found {
  const value = readValue(item);
  if (value === undefined) return undefined;
  const first = items.find((other) => readValue(other) === value);
  return first === item || first === undefined
    ? undefined
    : { found: `${describe(value)}, which ${describe(textOf(first, "title"))} has already` };
}

function findLateChapter(item: XmlElement): Found {
  const end = parseDuration(textOf(item, "duration", ITUNES) ?? "");
  if (end === undefined || end === 0) return undefined;
  for (const chapter of listChildren(item, "chapters", PSC).flatMap(({ children }) => children)) {
    const start = chapter.attributes.get("start") ?? "";
    const seconds = parseChapterTime(start);
    // Durations are rounded to seconds.
    if (seconds === undefined || seconds > end) return { found: `${describe(start)} of ${end} seconds`, at: chapter };
  }
  return undefined;
}
