import { listNinjsFaults } from "../../support/ninjs.ts";
import type { Rule } from "../rule.ts";

/** The schema of ninjs 3.3, and IPTC's guide to its members. */
const SCHEMA = "https://iptc.org/std/ninjs/ninjs-schema_3.3.json";
const GUIDE = "https://iptc.github.io/newsinjson/";

export interface NewsObject {
  readonly uri?: string;
  readonly type?: string;
  readonly language?: string;
  readonly pubStatus?: string;
  readonly firstCreated?: string;
  readonly versionCreated?: string;
  readonly standard?: { readonly name?: string; readonly version?: string };
  readonly headlines?: readonly { readonly value?: string }[];
  readonly bodies?: readonly { readonly contentType?: string; readonly value?: string }[];
  readonly altIds?: readonly { readonly role?: string; readonly value?: string }[];
  readonly associations?: readonly NewsObject[];
}

export function readNinjs(text: string): NewsObject {
  return JSON.parse(text) as NewsObject;
}

const itemsOf = ({ associations = [] }: NewsObject) => associations;
const isMoment = (text = "") => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text);
const everyItem = (isKept: (item: NewsObject) => boolean) => (document: NewsObject) =>
  itemsOf(document).length > 0 && itemsOf(document).every(isKept);

/** Changes the first entry. */
function change(changes: NewsObject & { readonly [name: string]: unknown }) {
  return (text: string) => {
    const document = readNinjs(text);
    const [first, ...rest] = itemsOf(document);
    return JSON.stringify({ ...document, associations: [{ ...first, ...changes }, ...rest] });
  };
}

const changeRoot = (changes: NewsObject) => (text: string) => JSON.stringify({ ...readNinjs(text), ...changes });

export const ninjs: readonly Rule<NewsObject>[] = [
  {
    rule: "the document and its entries are valid news objects",
    source: SCHEMA,
    isKept: (document) => listNinjsFaults(document).length === 0,
    breakIt: change({ readTime: "5 minutes" }),
  },
  {
    rule: "the document says that it is ninjs 3.3",
    source: SCHEMA,
    isKept: ({ standard }) => standard?.name === "ninjs" && standard.version === "3.3",
    breakIt: changeRoot({ standard: { name: "ninjs", version: "1.4" } }),
  },
  {
    rule: "the document is a composite of its entries",
    source: GUIDE,
    isKept: ({ type }) => type === "composite",
    breakIt: changeRoot({ type: "text" }),
  },
  {
    rule: "each entry has a uri of its own",
    source: SCHEMA,
    isKept: (document) => {
      const uris = itemsOf(document).map(({ uri = "" }) => uri);
      return uris.every((uri) => URL.canParse(uri)) && new Set(uris).size === uris.length;
    },
    breakIt: change({ uri: "tag:news.example,2026:2" }),
  },
  {
    rule: "each entry states when it was first created, and when this version was, not before that",
    source: GUIDE,
    isKept: everyItem(({ firstCreated, versionCreated }) => {
      const areMoments = isMoment(firstCreated) && isMoment(versionCreated);
      return areMoments && Date.parse(versionCreated ?? "") >= Date.parse(firstCreated ?? "");
    }),
    breakIt: change({ firstCreated: "2026-03-15T00:00:00Z" }),
  },
  {
    rule: "the document's version is its newest entry's",
    source: GUIDE,
    isKept: (document) => {
      const times = itemsOf(document).map(({ versionCreated = "" }) => Date.parse(versionCreated));
      return Date.parse(document.versionCreated ?? "") === Math.max(...times);
    },
    breakIt: changeRoot({ versionCreated: "2026-03-14T09:00:01Z" }),
  },
  {
    rule: "each entry says that it may be used, or is canceled",
    source: GUIDE,
    isKept: everyItem(({ pubStatus = "" }) => ["usable", "canceled"].includes(pubStatus)),
    breakIt: change({ pubStatus: "withheld" }),
  },
  {
    rule: "each entry has a headline",
    source: GUIDE,
    isKept: everyItem(({ headlines = [] }) => headlines.some(({ value = "" }) => value.trim() !== "")),
    breakIt: change({ headlines: [] }),
  },
  {
    rule: "each usable entry has its whole text as HTML and as plain text",
    source: GUIDE,
    isKept: everyItem(
      ({ pubStatus, bodies = [] }) =>
        pubStatus === "canceled" ||
        ["text/html", "text/plain"].every((type) =>
          bodies.some(
            ({ contentType, value = "" }) => contentType === type && /\S/.test(value.replace(/<[^>]*>/g, "")),
          ),
        ),
    ),
    breakIt: change({ bodies: [{ contentType: "text/plain", value: "Text." }] }),
  },
  {
    rule: "each entry states its language",
    source: GUIDE,
    isKept: everyItem(({ language = "" }) => /^[a-z]{2,3}(?:-[A-Za-z\d]+)*$/.test(language)),
    breakIt: change({ language: "English" }),
  },
];

/** A document written by hand that keeps every rule. */
export function writeSampleNews(): string {
  const at = (hours: number) => new Date(Date.UTC(2026, 2, 14, 9) - hours * 3_600_000).toISOString();
  const entries = Array.from({ length: 3 }, (_, index) => ({
    name: `News ${index + 1}`,
    uri: `tag:news.example,2026:${index + 1}`,
    type: "text",
    firstCreated: at(index),
    versionCreated: at(index),
    pubStatus: "usable",
    language: "en",
    headlines: [{ contentType: "text/plain", value: "The ferry is back" }],
    bodies: [
      { contentType: "text/html", value: "<p>Text.</p>" },
      { contentType: "text/plain", value: "Text." },
    ],
  }));
  return JSON.stringify({
    uri: "tag:news.example,2026:feed",
    type: "composite",
    versionCreated: at(0),
    pubStatus: "usable",
    standard: { name: "ninjs", version: "3.3", schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.3.json#" },
    associations: entries,
  });
}
