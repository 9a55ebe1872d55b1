import type { ImageRule, LengthRange, Partner, Requirement, TitleRule } from "./partner.ts";

/** The part of an article that partners judge. */
export interface JudgedArticle {
  readonly title: string;
  readonly summary: string;
  /** The body as plain text. */
  readonly text: string;
  readonly hasAuthor: boolean;
  /** BCP 47; undefined: that of the feed. */
  readonly language?: string | undefined;
  readonly feedLanguage?: string | undefined;
  readonly image?: JudgedImage | undefined;
  /** It has an image that partners must not have. */
  readonly keepsImage?: boolean | undefined;
}

export interface JudgedImage {
  readonly mediaType: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly sizeBytes?: number | undefined;
  readonly credit?: string | undefined;
}

/** `its title has 12 characters`, `20 to 150`, `write a longer one`. */
export interface Breach {
  readonly found: string;
  readonly wanted: string;
  readonly cure: string;
}

/** A breach as a clause: `its title has 12 characters, wanted 20 to 150; write a longer one`. */
export type Fault = string;

const requirements: Readonly<Record<Requirement, Breach & { readonly isMet: (article: JudgedArticle) => boolean }>> = {
  author: {
    isMet: ({ hasAuthor }) => hasAuthor,
    found: "it has no author",
    wanted: "one",
    cure: 'write "author:" in its front matter',
  },
  text: {
    isMet: ({ text }) => /\S/.test(text),
    found: "it has no text",
    wanted: "some",
    cure: "write it below the front matter",
  },
  image: {
    isMet: ({ image, keepsImage }) => image !== undefined || keepsImage === true,
    found: "it has no image",
    wanted: "one",
    cure: 'add it, or "image:" to the front matter',
  },
  "image-credit": {
    isMet: ({ image }) => image === undefined || Boolean(image.credit),
    found: "its image has no credit",
    wanted: "one",
    cure: "write it beside the image",
  },
};

const KEPT_IMAGE: Breach = {
  found: "its image says that partners must not have it",
  wanted: "one that they may have",
  cure: 'use another one, or write "republish: yes" in the group of "image:"',
};

/** All rules of the partner that the article breaks, as clauses. */
export function judgeArticle(partner: Partner, article: JudgedArticle): Fault[] {
  return listBreaches(partner, article).map(({ found, wanted, cure }) => `${found}, wanted ${wanted}; ${cure}`);
}

/** All rules of the partner that the article breaks. */
export function listBreaches(partner: Partner, article: JudgedArticle): Breach[] {
  return [
    ...partner.required.map((name) => requirements[name]).filter(({ isMet }) => !isMet(article)),
    ...(article.keepsImage && article.image === undefined && partner.required.includes("image") ? [KEPT_IMAGE] : []),
    ...judgeLength("title", article.title, partner.title),
    ...judgeTags(article.title, partner.title),
    ...judgeLanguage(article, partner.languages),
    ...judgeLength("summary", article.summary, partner.summary),
    ...(article.image && partner.image ? judgeImage(article.image, partner.image) : []),
  ];
}

/** In characters as people count them, not in halves of pairs. */
function judgeLength(
  what: string,
  text: string,
  { min = 0, max = Number.POSITIVE_INFINITY }: LengthRange = {},
): Breach[] {
  const { length } = Array.from(text);
  if (length >= min && length <= max) return [];
  const wanted = max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
  const cure = `write a ${length < min ? "longer" : "shorter"} one`;
  return [{ found: `its ${what} has ${length} characters`, wanted, cure }];
}

function judgeTags(title: string, { isPlain }: TitleRule = {}): Breach[] {
  const tag = isPlain ? /<\/?[a-z][^>]*>/i.exec(title)?.[0] : undefined;
  if (tag === undefined) return [];
  return [{ found: `its title has the tag ${tag}`, wanted: "plain text", cure: "write the title without it" }];
}

function judgeLanguage({ language, feedLanguage }: JudgedArticle, wanted: Partner["languages"]): Breach[] {
  const own = primaryOf(language ?? feedLanguage);
  const allowed = wanted === "feed" ? [primaryOf(feedLanguage) ?? own] : wanted;
  if (own === undefined || allowed === undefined || allowed.includes(own)) return [];
  const cure = "give it to another feed, or mend its language";
  return [{ found: `its language is ${own}`, wanted: allowed.join(", "), cure }];
}

/** RFC 5646 §2.1: the subtag that names the language. */
function primaryOf(tag: string | undefined): string | undefined {
  return tag?.split("-")[0]?.toLowerCase();
}

function judgeImage(
  image: JudgedImage,
  { minLongerSide = 0, minShorterSide = 0, ratio, types, maxBytes }: ImageRule,
): Breach[] {
  const { mediaType, width, height, sizeBytes } = image;
  const breaches: Breach[] = [];
  const refuse = (found: string, wanted: string) =>
    breaches.push({ found: `its image ${found}`, wanted, cure: "use another one" });
  if (types && !types.includes(mediaType)) refuse(`is ${mediaType}`, types.join(", "));
  if (maxBytes !== undefined && (sizeBytes ?? 0) > maxBytes) refuse(`has ${sizeBytes} bytes`, `at most ${maxBytes}`);
  if (width === undefined || height === undefined) return breaches;
  const longer = Math.max(width, height);
  if (longer < minLongerSide) refuse(`has a longer side of ${longer} pixels`, `at least ${minLongerSide}`);
  const shorter = Math.min(width, height);
  if (shorter < minShorterSide) refuse(`has a shorter side of ${shorter} pixels`, `at least ${minShorterSide}`);
  if (ratio && (width / height < ratio[0] || width / height > ratio[1])) {
    refuse(`is ${width} by ${height} pixels`, `a width of ${ratio[0]} to ${ratio[1]} times its height`);
  }
  return breaches;
}
