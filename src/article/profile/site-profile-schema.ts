import * as v from "valibot";
import { isTimeZone, readZonedDate } from "../../lib/zoned-dates.ts";
import { ADDRESS_PARTS, isAddressPattern } from "../former-addresses.ts";
import {
  group,
  isWebAddress,
  languageTag,
  line,
  lines,
  listOf,
  nameOr,
  personFields,
  prose,
  slug,
  webAddress,
} from "../front-matter/yaml-schema.ts";
import { fediverse, fediverseHandle } from "./fediverse-schema.ts";
import { readFormerFeedAddress, readFormerFeedTarget } from "./former-feeds.ts";
import { image } from "./image-setting.ts";
import { leavingSchema } from "./leaving.ts";
import { licencePayments, licenceUses } from "./machine-licence.ts";
import { partnerIds } from "./partner-ids.ts";
import { podcastSchema } from "./podcast/podcast-schema.ts";
import { coverPlaces, fontNames } from "./site-profile.ts";
import { sourceSchema } from "./source-rules.ts";

/** The schema of site.yaml. Every value but the title has a default. */

const ZONE_WANTED = 'an IANA time zone such as "Asia/Singapore" or "UTC"';
const DOMAIN_WANTED = 'a domain name such as "example.org"';
const DAY_WANTED = "a day written as YYYY-MM-DD";
const COLOUR_WANTED = 'a colour written as "#rrggbb" or "#rgb"';
const FONT_WANTED = `one of ${fontNames.map((name) => `"${name}"`).join(", ")}`;
const TERM_WANTED = '"category:", "author:", "tag:" or "lang:" and a name';
const SIZE_WANTED = "a whole number from 1 to 500";
const CONTENT_WANTED = '"full" or "summary"';
const COVERS_WANTED = '"feeds", "everywhere" or "none"';
const YES_WANTED = '"yes" or "no"';
const KEY_WANTED = "8 to 128 letters, digits and hyphens";
const FEED_NAME_WANTED = "a name of lower-case letters, digits and hyphens";

const timeZone = v.pipe(v.string(ZONE_WANTED), v.trim(), v.check(isTimeZone, ZONE_WANTED));

const domain = v.pipe(
  v.string(DOMAIN_WANTED),
  v.trim(),
  v.toLowerCase(),
  v.check((text) => text.length <= 253 && text.split(".").every(isDomainLabel), DOMAIN_WANTED),
);

function isDomainLabel(label: string): boolean {
  return /^[a-z0-9-]{1,63}$/.test(label) && !label.startsWith("-") && !label.endsWith("-");
}

const day = v.pipe(
  v.string(DAY_WANTED),
  v.trim(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/, DAY_WANTED),
  v.check((text) => readZonedDate(text, "UTC") !== undefined, DAY_WANTED),
);

const colour = v.pipe(
  v.string(COLOUR_WANTED),
  v.trim(),
  v.toLowerCase(),
  v.regex(/^#(?:[0-9a-f]{3}){1,2}$/, COLOUR_WANTED),
  v.transform((hex) => (hex.length === 7 ? hex : hex.replace(/[0-9a-f]/g, "$&$&"))),
);

const yesOrNo = v.pipe(v.string(YES_WANTED), v.trim(), v.regex(/^(?:yes|no|true|false)$/i, YES_WANTED));

const formerly = v.optional(lines, []);

const person = nameOr(
  group(
    {
      ...personFields,
      about: v.optional(prose),
      picture: v.optional(image),
      formerly,
      fediverse: v.optional(fediverseHandle),
    },
    "a name, or a group of name, slug, url, email, about, picture, fediverse and formerly",
  ),
  "name",
);

const category = nameOr(
  group(
    {
      name: line,
      slug: v.optional(slug),
      description: v.optional(prose),
      keywords: v.optional(lines, []),
      formerly,
    },
    "a name, or a group of name, slug, description, keywords and formerly",
  ),
  "name",
);

const tag = nameOr(
  group({ name: line, slug: v.optional(slug), formerly }, "a name, or a group of name, slug and formerly"),
  "name",
);

const terms = v.optional(
  listOf(v.pipe(v.string(TERM_WANTED), v.trim(), v.regex(/^(?:category|author|tag|lang):\s*\S/, TERM_WANTED))),
  [],
);

const windowSize = v.pipe(
  v.string(SIZE_WANTED),
  v.trim(),
  v.regex(/^\d{1,3}$/, SIZE_WANTED),
  v.transform(Number),
  v.minValue(1, SIZE_WANTED),
  v.maxValue(500, SIZE_WANTED),
);

const feed = group(
  {
    name: v.pipe(v.string(FEED_NAME_WANTED), v.trim(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, FEED_NAME_WANTED)),
    title: v.optional(line),
    description: v.optional(prose),
    any: terms,
    all: terms,
    not: terms,
    window_size: v.optional(windowSize),
    content: v.optional(v.picklist(["full", "summary"], CONTENT_WANTED), "full"),
    markdown: v.optional(yesOrNo, "no"),
    formerly,
    podcast: v.optional(podcastSchema),
  },
  "a group of name, title, any, all, not, window_size, content, markdown, formerly and podcast",
);

const USE_WANTED = `one of ${licenceUses.join(", ")}`;
const PAYMENT_WANTED = `one of ${licencePayments.join(", ")}`;
const LICENCE_WANTED = "a group of permits, prohibits, payment and terms, with a use that is permitted or prohibited";
const uses = v.optional(listOf(v.picklist(licenceUses, USE_WANTED)), []);

const licence = v.pipe(
  group(
    {
      permits: uses,
      prohibits: uses,
      payment: v.optional(v.picklist(licencePayments, PAYMENT_WANTED)),
      terms: v.optional(webAddress),
    },
    LICENCE_WANTED,
  ),
  v.check(({ permits, prohibits }) => permits.length + prohibits.length > 0, LICENCE_WANTED),
);

const PARTNER_WANTED = `one of ${partnerIds.join(", ")}`;
const PARTNER_TOKEN_WANTED = "24 to 64 letters, digits, hyphens and underscores";

const partner = group(
  {
    partner: v.picklist(partnerIds, PARTNER_WANTED),
    feed: v.pipe(v.string(FEED_NAME_WANTED), v.trim()),
    token: v.optional(
      v.pipe(v.string(PARTNER_TOKEN_WANTED), v.trim(), v.regex(/^[\w-]{24,64}$/, PARTNER_TOKEN_WANTED)),
    ),
    image_rights: v.optional(v.picklist(["yes", "no"], '"yes" or "no"'), "no"),
  },
  "a group of partner, feed, token and image_rights",
);

// indexnow.org/documentation: 8 to 128 letters, digits and hyphens.
const indexNow = nameOr(
  group(
    {
      key: v.pipe(v.string(KEY_WANTED), v.trim(), v.regex(/^[A-Za-z0-9-]{8,128}$/, KEY_WANTED)),
      address: v.optional(webAddress),
    },
    "a key, or a group of key and address",
  ),
  "key",
);

const STATIC_WANTED = 'a folder relative to site.yaml, such as "static" or "../web/public"';

const staticFolder = v.pipe(
  v.string(STATIC_WANTED),
  v.trim(),
  v.transform((path) => path.replace(/^\.\//, "").replace(/\/+$/, "")),
  v.check((path) => path !== "" && !/^(?:[/\\~]|[a-z]:)/i.test(path), STATIC_WANTED),
);

const PATTERN_WANTED = `a path of old addresses such as "/blog/:year/:month/:day/:slug/", with ${ADDRESS_PARTS.map((part) => `:${part}`).join(", ")}`;

const addressPattern = v.pipe(v.string(PATTERN_WANTED), v.trim(), v.check(isAddressPattern, PATTERN_WANTED));

const FORMER_ADDRESS_WANTED = 'a former address of a feed such as "/blog/rss.xml" or "/?format=rss"';
const FORMER_FEED_WANTED = 'the name of a feed such as "main" or "categories/sea"';

const formerFeeds = v.record(
  v.pipe(
    v.string(),
    v.check((text) => readFormerFeedAddress(text) !== undefined, FORMER_ADDRESS_WANTED),
  ),
  v.pipe(
    v.string(FORMER_FEED_WANTED),
    v.check((text) => readFormerFeedTarget(text, "") !== undefined, FORMER_FEED_WANTED),
  ),
  "lines of a former address and the name of a feed",
);

const MAX_SOURCES = 500;
const SOURCES_WANTED = `a list of at most ${MAX_SOURCES} sources`;

const LINK_WANTED = 'a path such as "/articles/about", or an address that begins with https:// or http://';

const navigationLink = group(
  {
    title: line,
    url: v.pipe(
      v.string(LINK_WANTED),
      v.trim(),
      v.check((text) => isWebAddress(text) || /^\/(?![/\\])\S*$/.test(text), LINK_WANTED),
    ),
  },
  "a group of title and url",
);

export const profileSchema = group(
  {
    title: line,
    description: v.optional(prose, ""),
    language: v.optional(languageTag, "en"),
    time_zone: v.optional(timeZone, "UTC"),
    home_page: v.optional(webAddress),
    domain: v.optional(domain),
    since: v.optional(day, "2026-01-01"),
    author: v.optional(person),
    authors: v.optional(listOf(person), []),
    copyright: v.optional(line),
    license: v.optional(webAddress),
    licence: v.optional(licence),
    icon: v.optional(image),
    logo: v.optional(image),
    default_image: v.optional(image),
    accent: v.optional(colour),
    font: v.optional(v.picklist(fontNames, FONT_WANTED)),
    covers: v.optional(v.picklist(coverPlaces, COVERS_WANTED)),
    keep_originals: v.optional(yesOrNo, "no"),
    categories: v.optional(listOf(category), []),
    sections: v.optional(lines, []),
    navigation: v.optional(listOf(navigationLink), []),
    newsletter: v.optional(webAddress),
    tags: v.optional(listOf(tag), []),
    feeds: v.optional(listOf(feed), []),
    partners: v.optional(listOf(partner), []),
    hubs: v.optional(listOf(webAddress), []),
    micropub: v.optional(yesOrNo, "no"),
    fediverse: v.optional(fediverse),
    index_now: v.optional(indexNow),
    languages: v.optional(listOf(languageTag), []),
    static: v.optional(listOf(staticFolder)),
    former_addresses: v.optional(listOf(addressPattern), []),
    former_feeds: v.optional(formerFeeds),
    leaving: v.optional(leavingSchema),
    sources: v.optional(v.pipe(listOf(sourceSchema), v.maxLength(MAX_SOURCES, SOURCES_WANTED)), []),
  },
  'lines of the form "name: value"',
);

export type ProfileFile = v.InferOutput<typeof profileSchema>;
