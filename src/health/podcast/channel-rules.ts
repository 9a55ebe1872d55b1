import { APPLE_CATEGORIES } from "../../article/profile/podcast/apple-categories.ts";
import { ARTWORK_WANTED } from "../../article/profile/podcast/read-podcast.ts";
import type { XmlElement } from "../../lib/parse-xml.ts";
import { ATOM, listChildren } from "../xml-parts.ts";
import {
  all,
  atMostOne,
  countBytes,
  describe,
  each,
  eachText,
  endingOf,
  isAddress,
  isPresent,
} from "./element-tests.ts";
import { type ChannelRule, ITUNES, PODCAST, PSC } from "./podcast-fault.ts";

/** PSP-1 1.0 "Channel", and Apple's "Podcast RSS feed requirements" of the channel. */
export const CHANNEL_RULES: readonly ChannelRule[] = [
  {
    id: "RSS 2.0",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "RSS 2.0",
    field: "",
    find: (_, { root }) => {
      const version = root.attributes.get("version");
      return version === "2.0" ? undefined : { found: `version ${describe(version)}`, at: root };
    },
  },
  {
    id: "UTF-8",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "UTF-8",
    field: "",
    find: (_, { xml }) => {
      const encoding = /^<\?xml[^>]*?encoding\s*=\s*["']([^"']*)/.exec(xml)?.[1] ?? "utf-8";
      return encoding.toLowerCase() === "utf-8" ? undefined : { found: describe(encoding) };
    },
  },
  {
    id: "namespaces",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "the namespaces of podcasts letter by letter",
    field: "",
    find: (channel, { items }) => {
      const elements = [channel, ...items].flatMap(({ children }) => children);
      const misspelt = elements.find(({ space }) => isMisspelt(space));
      return misspelt && { found: describe(misspelt.space), at: misspelt };
    },
  },
  {
    id: "atom:link self",
    by: "PSP-1",
    severity: "error",
    wanted: '<atom:link rel="self"> with the feed\'s address',
    field: "",
    find: (channel) => {
      const self = listChildren(channel, "link", ATOM).find(({ attributes }) => attributes.get("rel") === "self");
      return isAddress(self?.attributes.get("href")) ? undefined : { found: "none", at: self };
    },
  },
  {
    id: "channel title",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "<title> of at most 255 characters",
    field: "title",
    find: all(isPresent("title"), eachText("title", "", isShort)),
  },
  {
    id: "channel description",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "<description> of at most 4000 bytes",
    field: "description",
    find: all(isPresent("description"), each("description", "", measureBytes)),
  },
  {
    id: "channel link",
    by: "PSP-1",
    severity: "error",
    wanted: "<link> with the address of the podcast's page",
    field: "podcast.link",
    find: all(isPresent("link"), eachText("link", "", isAddress)),
  },
  {
    id: "language",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: '<language> with a language of ISO 639 such as "en" or "pt-BR"',
    field: "podcast.language",
    find: all(
      isPresent("language"),
      eachText("language", "", (text) => /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(text)),
    ),
  },
  {
    id: "itunes:category",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "<itunes:category> from the list of Apple Podcasts, in its spelling",
    field: "podcast.categories",
    find: (channel) =>
      listChildren(channel, "category", ITUNES).length === 0
        ? { found: "none" }
        : each("category", ITUNES, findCategoryFault)(channel),
  },
  {
    id: "itunes:explicit",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: "<itunes:explicit> with true or false",
    field: "podcast.explicit",
    find: all(
      isPresent("explicit", ITUNES),
      eachText("explicit", ITUNES, isTrueOrFalse),
      atMostOne("explicit", ITUNES),
    ),
  },
  {
    id: "itunes:image",
    by: "PSP-1 and Apple",
    severity: "error",
    wanted: `<itunes:image href="…"> with the address of ${ARTWORK_WANTED}, which ends in .jpg or .png`,
    field: "podcast.image",
    find: (channel) =>
      listChildren(channel, "image", ITUNES).length === 0
        ? { found: "none" }
        : each("image", ITUNES, findImageFault)(channel),
  },
  {
    id: "podcast:locked",
    by: "PSP-1",
    severity: "warning",
    wanted: "<podcast:locked> with yes or no",
    field: "podcast.locked",
    find: all(
      isPresent("locked", PODCAST),
      eachText("locked", PODCAST, (text) => /^(?:yes|no)$/.test(text)),
    ),
  },
  {
    id: "podcast:guid",
    by: "PSP-1",
    severity: "warning",
    wanted: "<podcast:guid> with the podcast's UUID",
    field: "podcast.guid",
    find: all(isPresent("guid", PODCAST), eachText("guid", PODCAST, isUuid), atMostOne("guid", PODCAST)),
  },
  {
    id: "itunes:author",
    by: "PSP-1",
    severity: "warning",
    wanted: "<itunes:author> of at most 255 characters",
    field: "podcast.author",
    find: all(isPresent("author", ITUNES), eachText("author", ITUNES, isShort), atMostOne("author", ITUNES)),
  },
  {
    id: "copyright",
    by: "PSP-1",
    severity: "warning",
    wanted: 'a name alone, without "Copyright", © and the year',
    field: "podcast.copyright",
    find: eachText("copyright", "", (text) => !/copyright|©|\(c\)|\b(?:19|20)\d\d\b/i.test(text)),
  },
  {
    id: "podcast:txt",
    by: "PSP-1",
    severity: "warning",
    wanted: "<podcast:txt> of at most 4000 characters, its purpose of at most 128",
    field: "podcast.txt",
    find: each("txt", PODCAST, ({ text, attributes }) => {
      const purpose = attributes.get("purpose") ?? "";
      if (text.length > 4_000) return `${text.length} characters`;
      return purpose.length > 128 ? `a purpose of ${purpose.length} characters` : undefined;
    }),
  },
  {
    id: "podcast:funding",
    by: "PSP-1",
    severity: "warning",
    wanted: "<podcast:funding> with an address and at most 128 characters",
    field: "podcast.funding",
    find: each("funding", PODCAST, ({ text, attributes }) => {
      if (!isAddress(attributes.get("url"))) return `url ${describe(attributes.get("url"))}`;
      return text.length > 128 ? `${text.length} characters` : undefined;
    }),
  },
  {
    id: "itunes:type",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<itunes:type> with episodic or serial",
    field: "podcast.type",
    find: all(
      eachText("type", ITUNES, (text) => /^(?:episodic|serial)$/.test(text)),
      atMostOne("type", ITUNES),
    ),
  },
  {
    id: "itunes:complete",
    by: "PSP-1 and Apple",
    severity: "warning",
    wanted: "<itunes:complete> with Yes, or none",
    field: "podcast.complete",
    find: eachText("complete", ITUNES, isYes),
  },
  {
    id: "channel itunes:block",
    by: "Apple",
    severity: "warning",
    wanted: "<itunes:block> with Yes, or none",
    field: "podcast.block",
    find: eachText("block", ITUNES, isYes),
  },
  {
    id: "itunes:new-feed-url",
    by: "Apple",
    severity: "error",
    wanted: "<itunes:new-feed-url> with the address of a feed",
    field: "podcast.new_feed_url",
    find: eachText("new-feed-url", ITUNES, isAddress),
  },
  {
    id: "itunes:owner",
    by: "Apple",
    severity: "warning",
    wanted: "<itunes:email> in <itunes:owner>",
    field: "podcast.owner",
    find: each("owner", ITUNES, (owner) => {
      const [email] = listChildren(owner, "email", ITUNES);
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email?.text.trim() ?? "") ? undefined : describe(email?.text);
    }),
  },
  {
    id: "channel podcast:person",
    by: "podcast namespace",
    severity: "warning",
    wanted: "<podcast:person> with a name of at most 128 characters",
    field: "podcast.persons",
    find: eachText("person", PODCAST, isPersonName),
  },
];

const SPACES = [ITUNES, PODCAST, PSC];

/** Also with another scheme or slash: the names are compared as texts. */
function isMisspelt(space: string): boolean {
  const normalise = (text: string) => text.toLowerCase().replace(/^https?:\/\/(?:www\.)?|\/$/g, "");
  return !SPACES.includes(space) && SPACES.some((known) => normalise(known) === normalise(space));
}

function findCategoryFault({ attributes, children }: XmlElement): string | undefined {
  const category = attributes.get("text") ?? "";
  const subcategories = Object.hasOwn(APPLE_CATEGORIES, category) ? APPLE_CATEGORIES[category] : undefined;
  if (subcategories === undefined) return describe(category);
  const inner = children.map((child) => child.attributes.get("text") ?? "");
  const unknown = inner.find((text) => !subcategories.includes(text));
  return unknown === undefined ? undefined : `${describe(unknown)} in ${describe(category)}`;
}

export function findImageFault({ attributes }: XmlElement): string | undefined {
  const href = attributes.get("href");
  return href !== undefined && isAddress(href) && /^(?:jpe?g|png)$/.test(endingOf(href)) ? undefined : describe(href);
}

export function measureBytes({ text }: XmlElement): string | undefined {
  const bytes = countBytes(text.trim());
  return bytes > 4_000 ? `${bytes} bytes` : undefined;
}

export function isShort(text: string): boolean {
  return Array.from(text).length <= 255;
}

export function isTrueOrFalse(text: string): boolean {
  return text === "true" || text === "false";
}

export function isYes(text: string): boolean {
  return text.toLowerCase() === "yes";
}

export function isPersonName(text: string): boolean {
  return text !== "" && text.length <= 128;
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}
