import { defaultSchema, type Schema } from "hast-util-sanitize";

type Attributes = NonNullable<Schema["attributes"]>[string];

/** Elements that go with everything inside them: code, foreign markup, and text that HTML reads by other rules (mXSS). */
export const REMOVED_ELEMENTS: ReadonlySet<string> = new Set(
  (
    "script style iframe frame frameset object embed applet noscript noembed noframes template xmp plaintext listing svg " +
    "math base basefont meta link title head canvas param map area select option optgroup datalist textarea input " +
    "keygen portal fencedframe selectlist"
  ).split(" "),
);

/** Obsolete elements whose meaning has a living name. Others that are not allowed leave their content behind. */
export const RENAMED_ELEMENTS: ReadonlyMap<string, string> = new Map([
  ["acronym", "abbr"],
  ["center", "div"],
  ["strike", "s"],
  ["tt", "code"],
  // Its letters would run backwards where the reader drops `dir`.
  ["bdo", "span"],
]);

const ALLOWED_NAMES = (
  "h1 h2 h3 h4 h5 h6 p div section aside address blockquote ul ol li dl dt dd pre hr br wbr figure figcaption details " +
  "summary a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var ruby rt rp " +
  "table caption colgroup col thead tbody tfoot tr th td img picture source video audio track"
).split(" ");

/** Schemes of links that open no document which could run something here. */
export const LINK_SCHEMES = ["http", "https", "mailto", "tel", "sms", "geo"] as const;

const PIXELS = /^\d{1,5}$/;
const SIZE: Attributes = [
  ["width", PIXELS],
  ["height", PIXELS],
];
const CELL: Attributes = ["colSpan", "rowSpan", "abbr", ["align", "left", "center", "right"]];
const MEDIA: Attributes = ["src", "controls"];

export const ALLOWED_ELEMENTS: ReadonlySet<string> = new Set(ALLOWED_NAMES);

/** The HTML that an article may hold; hast-util-sanitize removes the rest. No scripts, forms or styles. */
export const SCHEMA: Schema = {
  tagNames: ALLOWED_NAMES,
  // Table parts outside a table would break out of the page they are put into.
  ancestors: {
    ...defaultSchema.ancestors,
    caption: ["table"],
    colgroup: ["table"],
    col: ["table"],
    track: ["audio", "video"],
  },
  attributes: {
    "*": ["id", "lang", "title", ["dir", "ltr", "rtl", "auto"]],
    a: ["href", "rel", "hrefLang"],
    audio: MEDIA,
    blockquote: ["cite"],
    col: ["span"],
    colgroup: ["span"],
    del: ["cite", "dateTime"],
    details: ["open"],
    img: ["src", "srcSet", "sizes", "alt", ...SIZE],
    ins: ["cite", "dateTime"],
    li: ["value"],
    ol: ["start", "reversed", ["type", "1", "a", "A", "i", "I"]],
    q: ["cite"],
    source: ["src", "srcSet", "sizes", "media", "type", ...SIZE],
    td: CELL,
    th: [...CELL, ["scope", "row", "col", "rowgroup", "colgroup"]],
    time: ["dateTime"],
    track: ["src", ["kind", "subtitles", "captions", "descriptions", "chapters"], "srcLang", "label", "default"],
    video: [...MEDIA, "poster", ...SIZE],
  },
  // Without controls, audio and video could not be started or stopped.
  required: { audio: { controls: true }, video: { controls: true } },
  protocols: {
    cite: ["http", "https"],
    href: [...LINK_SCHEMES],
    poster: ["http", "https"],
    src: ["http", "https"],
  },
  strip: [...REMOVED_ELEMENTS],
  // Ids are prefixed earlier: here each reading would add the prefix again.
  clobber: [],
  allowComments: false,
  allowDoctypes: false,
};
