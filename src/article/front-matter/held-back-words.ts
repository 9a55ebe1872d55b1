import { normaliseKey } from "./key-names.ts";

/** The names by which a file says that readers shall not see it, and the words that decide. */

const TRUE_WORDS = ["true", "yes", "on", "y", "t", "1"];
const FALSE_WORDS = ["false", "no", "off", "n", "f", "0"];
const PUBLIC_WORDS = ["publish", "published", "public", "live", "active"];
const HELD_STATUSES =
  "draft pending private future scheduled hidden trash review inreview unpublished unlisted members paid password inherit archived".split(
    " ",
  );

export interface HeldBackRow {
  readonly names: readonly string[];
  /** Words by which the article is public. */
  readonly shows: readonly string[];
  /** Words that certainly hold it back; every other word does so too, as one that cannot be understood. */
  readonly holds: readonly string[];
  /** True of a name that means nothing else, so that it counts inside any group: `cover: {hidden: true}` hides a cover alone. */
  readonly isUnmistakable: boolean;
  /** Any value holds back, such as a password or a list of tiers, except an empty one and those of `shows`. */
  readonly takesAnyValue?: boolean;
  /** Further advice in the finding. */
  readonly hint?: string;
}

const UNLISTED_HINT = '; "feeds: none" gives an article an address but no feed';

const HELD_BACK_ROWS: readonly HeldBackRow[] = [
  {
    names: ["draft", "isDraft", "unpublished", "wip"],
    shows: FALSE_WORDS,
    holds: TRUE_WORDS,
    isUnmistakable: true,
  },
  {
    names: ["unlisted", "isUnlisted"],
    shows: FALSE_WORDS,
    holds: TRUE_WORDS,
    isUnmistakable: true,
    hint: UNLISTED_HINT,
  },
  {
    names: ["private", "isPrivate", "hidden", "isHidden", "headless"],
    shows: FALSE_WORDS,
    holds: TRUE_WORDS,
    isUnmistakable: false,
  },
  {
    names: ["published", "publish", "isPublished", "dgPublish"],
    shows: TRUE_WORDS,
    holds: FALSE_WORDS,
    isUnmistakable: true,
  },
  {
    names: ["public", "isPublic", "visible", "isVisible"],
    shows: TRUE_WORDS,
    holds: FALSE_WORDS,
    isUnmistakable: false,
  },
  { names: ["listed"], shows: TRUE_WORDS, holds: FALSE_WORDS, isUnmistakable: false, hint: UNLISTED_HINT },
  // Zola's `render = false`.
  {
    names: ["render"],
    shows: [...TRUE_WORDS, "always", "link"],
    holds: [...FALSE_WORDS, "never"],
    isUnmistakable: false,
  },
  {
    names: ["status", "postStatus", "publishStatus", "visibility"],
    shows: PUBLIC_WORDS,
    holds: HELD_STATUSES,
    isUnmistakable: false,
  },
  {
    names: [
      ...["password", "members", "paid", "eleventyExcludeFromCollections"],
      ...["membersOnly", "subscribersOnly", "paywall", "premium", "passwordProtected"],
    ],
    shows: FALSE_WORDS,
    holds: TRUE_WORDS,
    isUnmistakable: false,
    takesAnyValue: true,
  },
];

/** Hugo's groups `build` and `_build`: only `always` lists a page. */
export const BUILD_GROUP = "build";
export const BUILD_NAMES: ReadonlySet<string> = new Set(["render", "list"]);
export const BUILD_SHOWS: readonly string[] = ["always", ...TRUE_WORDS];

/** Eleventy's `permalink: false` makes no page; every other value is an address. */
export function makesNoPage(name: string, value: string): boolean {
  return normaliseKey(name) === "permalink" && isFalseWord(normaliseWord(value));
}

/** Rows of names and the words that hold an article back under them; any other value means something else. */
type SwitchRow = readonly [names: string, words: readonly string[]];

/**
 * Switches of other systems, such as Netlify CMS's `online: false`. They count in front matter alone: in a text, `Online: no` is a
 * fact.
 */
const SWITCHES: readonly SwitchRow[] = [
  [
    "stage state workflow workflowstatus poststate articlestatus contentstatus reviewstatus",
    [
      ...HELD_STATUSES,
      ..."drafting drafted wip idea outline planned planning todo backlog writing editing inprogress".split(" "),
    ],
  ],
  ["ready isready readytopublish approved isapproved publishable online isonline islive", FALSE_WORDS],
  ["inprogress unfinished incomplete draftmode deleted isdeleted trashed", TRUE_WORDS],
  ["donotpublish dontpublish nopublish internalonly confidential", TRUE_WORDS],
];

const READERS = "member members subscriber subscribers private internal staff team paid paying premium".split(" ");

/** Names of many meanings. They are about the article only at the top level or in one of `GROUPS`: `share: {enable: false}` is not. */
const TOP_SWITCHES: readonly SwitchRow[] = [
  ["hide exclude excluded ignore ignored skip internal disabled", TRUE_WORDS],
  ["show shown enabled enable active live", FALSE_WORDS],
  ["audience access accesslevel tier plan membership", [...READERS, ...READERS.map((word) => `${word}only`)]],
  ["layout type kind", ["draft", "drafts", "hidden", "private", "unpublished"]],
  ["display", ["none", ...FALSE_WORDS]],
  ["review", ["pending", "needed", "required", "todo", "open"]],
];

const indexSwitches = (rows: readonly SwitchRow[]): ReadonlyMap<string, readonly string[]> =>
  new Map(rows.flatMap(([names, words]) => names.split(" ").map((name): [string, readonly string[]] => [name, words])));

const ANYWHERE = indexSwitches(SWITCHES);
const AT_TOP = indexSwitches(TOP_SWITCHES);

/** `isTop`: the name is at the top level of the front matter, or in one of `GROUPS`. */
export function isSwitchedOff(name: string, value: string, isTop: boolean): boolean {
  const [key, word] = [normaliseKey(name), normaliseWord(value)];
  return ANYWHERE.get(key)?.includes(word) === true || (isTop && AT_TOP.get(key)?.includes(word) === true);
}

/** Whether a name is one of the table, and the word one that certainly holds back. */
export function isCertainHold(name: string, word: string): boolean {
  return heldBackRowOf(name)?.holds.includes(normaliseWord(word)) === true || makesNoPage(name, word);
}

export const isTrueWord = (word: string): boolean => TRUE_WORDS.includes(word);
export const isFalseWord = (word: string): boolean => FALSE_WORDS.includes(word);

const ROWS: ReadonlyMap<string, HeldBackRow> = new Map(
  HELD_BACK_ROWS.flatMap((row) => row.names.map((name): [string, HeldBackRow] => [normaliseKey(name), row])),
);

/** The row of a name; signs around it are slips: `=draft` is still one. */
export function heldBackRowOf(name: string): HeldBackRow | undefined {
  return ROWS.get(normaliseKey(name).replace(/[^\p{L}\p{N}]+/gu, ""));
}

/** A field of its own, about partners, though it ends as a name of the table. */
const REPUBLISH = "republish";

/** The longest end of a name that is one of the table's: a line break lost before `draft` leaves `Ferrydraft`. */
export function heldBackRowAtEndOf(name: string): HeldBackRow | undefined {
  const key = normaliseKey(name);
  if (key === REPUBLISH) return undefined;
  for (let start = 1; start < key.length; start += 1) {
    const row = ROWS.get(key.slice(start));
    if (row !== undefined) return row;
  }
  return undefined;
}

/** A written word as the tables have it: `"In Review"` is `inreview`. */
export function normaliseWord(text: string): string {
  return text
    .trim()
    .replace(/^["']|["']$/g, "")
    .toLowerCase()
    .replace(/[-_\s]+/g, "");
}
