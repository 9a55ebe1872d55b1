import * as v from "valibot";
import { group, isMailAddress, languageTag, line, listOf, nameOr, webAddress } from "../../front-matter/yaml-schema.ts";
import { image } from "../image-setting.ts";
import { findAppleCategory } from "./apple-categories.ts";
import { podcastPerson } from "./person-schema.ts";
import { PODCAST_MEDIA } from "./podcast-rule.ts";

/** The schema of `podcast:` in site.yaml. */

const CATEGORY_WANTED =
  'a category of Apple Podcasts such as "News" or "Society & Culture > Documentary" (podcasters.apple.com/support/1691)';
const SWITCH_WANTED = '"yes" or "no"';
const GUID_WANTED = 'a UUID such as "9b024349-ccf0-5f69-a609-6b82873eab3c"';
const MAIL_WANTED = 'a mail address such as "desk@example.org"';

const SWITCHES: Readonly<Record<string, boolean>> = { yes: true, true: true, no: false, false: false };

const choice = v.pipe(
  v.string(SWITCH_WANTED),
  v.trim(),
  v.toLowerCase(),
  v.check((text) => Object.hasOwn(SWITCHES, text), SWITCH_WANTED),
  v.transform((text) => SWITCHES[text] === true),
);

const category = v.pipe(
  v.string(CATEGORY_WANTED),
  v.transform(findAppleCategory),
  v.check((found) => found !== undefined, CATEGORY_WANTED),
  v.transform((found) => found ?? ([""] as const)),
);

const mail = v.pipe(v.string(MAIL_WANTED), v.trim(), v.check(isMailAddress, MAIL_WANTED));

const oneOf = <const Options extends readonly string[]>(options: Options) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.toLowerCase(),
    v.picklist(options, `one of ${options.map((one) => `"${one}"`).join(", ")}`),
  );

const funding = nameOr(
  group(
    {
      url: webAddress,
      text: v.optional(v.pipe(line, v.maxLength(128, "a text of at most 128 characters")), "Support"),
    },
    "an address, or a group of url and text",
  ),
  "url",
);

const text = nameOr(
  group(
    {
      text: v.pipe(line, v.maxLength(4_000, "a text of at most 4000 characters")),
      purpose: v.optional(v.pipe(line, v.maxLength(128, "a purpose of at most 128 characters"))),
    },
    "a text, or a group of text and purpose",
  ),
  "text",
);

const FIELDS_WANTED =
  "a group of image, categories, explicit, author, type, link, language, copyright, owner, guid, locked, funding, persons, txt, medium, block, complete and new_feed_url";

export const podcastSchema = group(
  {
    image: v.optional(image),
    categories: v.optional(listOf(category), []),
    explicit: v.optional(choice, "no"),
    author: v.optional(line),
    type: v.optional(oneOf(["episodic", "serial"])),
    link: v.optional(webAddress),
    language: v.optional(languageTag),
    copyright: v.optional(line),
    owner: v.optional(
      nameOr(group({ name: v.optional(line), email: mail }, "a mail address, or a group of name and email"), "email"),
    ),
    guid: v.optional(v.pipe(v.string(GUID_WANTED), v.trim(), v.toLowerCase(), v.uuid(GUID_WANTED))),
    locked: v.optional(choice),
    funding: v.optional(listOf(funding)),
    persons: v.optional(listOf(podcastPerson)),
    txt: v.optional(listOf(text)),
    medium: v.optional(oneOf(PODCAST_MEDIA)),
    block: v.optional(choice),
    complete: v.optional(choice),
    new_feed_url: v.optional(webAddress),
  },
  FIELDS_WANTED,
);

export type PodcastFile = v.InferOutput<typeof podcastSchema>;
