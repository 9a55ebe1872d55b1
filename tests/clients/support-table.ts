import type { FormatId } from "../../src/feed/formats.ts";
import type { ClientName, Field } from "./reading.ts";

/**
 * How a client shows a field.
 * - `whole`: all of it, as it is in the article
 * - `first`, `last`: one author of several
 * - `joined`: several in one text, with a comma between them
 * - `address`: of the enclosure its address, not its type and length
 * - `as HTML`: plain text in which `&`, `<` and `>` are references
 * - `as Markdown`: plain text in which what looks like HTML became Markdown
 * - `sanitised`: HTML that the client wrote anew; text, links and images stay
 * - `none`: nothing
 */
export type Support =
  | "whole"
  | "first"
  | "last"
  | "joined"
  | "address"
  | "as HTML"
  | "as Markdown"
  | "sanitised"
  | "none";

export type SupportRow = Readonly<Record<Field, Support>>;

/** What each client shows of each format; `refused` where it takes the document for no feed. */
export type SupportTable = Readonly<Record<ClientName, Readonly<Record<FormatId, SupportRow | "refused">>>>;

const everything: SupportRow = {
  id: "whole",
  title: "whole",
  link: "whole",
  published: "whole",
  updated: "whole",
  authors: "whole",
  categories: "whole",
  enclosure: "whole",
  summary: "whole",
  fullText: "whole",
};

/** newsboat 2.21 keeps an enclosure only if it is audio or video, and one text only: the full one. */
const newsboat: SupportRow = {
  ...everything,
  updated: "none",
  categories: "none",
  enclosure: "none",
  summary: "none",
};

const feedparser: SupportRow = { ...everything, fullText: "sanitised" };

/** Its one date is that of the update, unless it is told otherwise. */
const rss2email: SupportRow = {
  ...everything,
  published: "none",
  categories: "joined",
  enclosure: "address",
  summary: "none",
  fullText: "sanitised",
};

const rssParser: SupportRow = { ...everything, updated: "none", authors: "first" };

/** README shows this table; tests/clients/support.test.ts asserts every cell of it, `none` included. */
export const supportTable: SupportTable = {
  newsboat: {
    rss: { ...newsboat, authors: "last" },
    atom: { ...newsboat, authors: "joined" },
    json: "refused",
  },
  feedparser: {
    rss: { ...feedparser, summary: "as HTML" },
    atom: feedparser,
    json: "refused",
  },
  rss2email: {
    rss: { ...rss2email, title: "as Markdown", authors: "first" },
    atom: { ...rss2email, authors: "last" },
    json: "refused",
  },
  "rss-parser": {
    rss: { ...rssParser, summary: "as HTML" },
    atom: { ...rssParser, categories: "none", enclosure: "none" },
    json: "refused",
  },
  feedsmith: {
    rss: { ...everything, summary: "as HTML" },
    atom: everything,
    json: everything,
  },
};
