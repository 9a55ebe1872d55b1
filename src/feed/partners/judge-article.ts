import type { ImageRule, LengthRange, Partner, Requirement } from "./partner.ts";

/** The part of an article that partners judge. */
export interface JudgedArticle {
  readonly title: string;
  readonly summary: string;
  /** The body as plain text. */
  readonly text: string;
  readonly hasAuthor: boolean;
  readonly image?: JudgedImage | undefined;
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
    isMet: ({ image }) => image !== undefined,
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

/** All rules of the partner that the article breaks, as clauses. */
export function judgeArticle(partner: Partner, article: JudgedArticle): Fault[] {
  return listBreaches(partner, article).map(({ found, wanted, cure }) => `${found}, wanted ${wanted}; ${cure}`);
}

/** All rules of the partner that the article breaks. */
export function listBreaches(partner: Partner, article: JudgedArticle): Breach[] {
  return [
    ...partner.required.map((name) => requirements[name]).filter(({ isMet }) => !isMet(article)),
    ...judgeLength("title", article.title, partner.title),
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

function judgeImage(
  image: JudgedImage,
  { minWidth = 0, minShorterSide = 0, ratio, types, maxBytes }: ImageRule,
): Breach[] {
  const { mediaType, width, height, sizeBytes } = image;
  const breaches: Breach[] = [];
  const refuse = (found: string, wanted: string) =>
    breaches.push({ found: `its image ${found}`, wanted, cure: "use another one" });
  if (types && !types.includes(mediaType)) refuse(`is ${mediaType}`, types.join(", "));
  if (maxBytes !== undefined && (sizeBytes ?? 0) > maxBytes) refuse(`has ${sizeBytes} bytes`, `at most ${maxBytes}`);
  if (width === undefined || height === undefined) return breaches;
  if (width < minWidth) refuse(`is ${width} pixels wide`, `at least ${minWidth}`);
  const shorter = Math.min(width, height);
  if (shorter < minShorterSide) refuse(`has a shorter side of ${shorter} pixels`, `at least ${minShorterSide}`);
  if (ratio && (width / height < ratio[0] || width / height > ratio[1])) {
    refuse(`is ${width} by ${height} pixels`, `a width of ${ratio[0]} to ${ratio[1]} times its height`);
  }
  return breaches;
}
