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

/** Why a partner's feed leaves an article out: `the title has 12 characters, wanted 20 to 150; write a longer one`. */
export type Fault = string;

const requirements: Readonly<
  Record<Requirement, { readonly isMet: (article: JudgedArticle) => boolean; readonly fault: Fault }>
> = {
  author: { isMet: ({ hasAuthor }) => hasAuthor, fault: 'it has no author; write "author:" in its front matter' },
  text: { isMet: ({ text }) => /\S/.test(text), fault: "it has no text; write some below its front matter" },
  image: {
    isMet: ({ image }) => image !== undefined,
    fault: 'it has no image; add one, or "image:" to its front matter',
  },
  "image-credit": {
    isMet: ({ image }) => image === undefined || Boolean(image.credit),
    fault: "its image has no credit; write one beside it",
  },
};

/** All rules of the partner that the article breaks. */
export function judgeArticle(partner: Partner, article: JudgedArticle): Fault[] {
  return [
    ...partner.required.filter((name) => !requirements[name].isMet(article)).map((name) => requirements[name].fault),
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
): Fault[] {
  const { length } = Array.from(text);
  if (length >= min && length <= max) return [];
  const wanted = max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
  return [`its ${what} has ${length} characters, wanted ${wanted}; write a ${length < min ? "longer" : "shorter"} one`];
}

function judgeImage(
  image: JudgedImage,
  { minWidth = 0, minShorterSide = 0, ratio, types, maxBytes }: ImageRule,
): Fault[] {
  const { mediaType, width, height, sizeBytes } = image;
  const faults: Fault[] = [];
  const refuse = (found: string, wanted: string) =>
    faults.push(`its image ${found}, wanted ${wanted}; use another one`);
  if (types && !types.includes(mediaType)) refuse(`is ${mediaType}`, types.join(", "));
  if (maxBytes !== undefined && (sizeBytes ?? 0) > maxBytes) refuse(`has ${sizeBytes} bytes`, `at most ${maxBytes}`);
  if (width === undefined || height === undefined) return faults;
  if (width < minWidth) refuse(`is ${width} pixels wide`, `at least ${minWidth}`);
  const shorter = Math.min(width, height);
  if (shorter < minShorterSide) refuse(`has a shorter side of ${shorter} pixels`, `at least ${minShorterSide}`);
  if (ratio && (width / height < ratio[0] || width / height > ratio[1])) {
    refuse(`is ${width} by ${height} pixels`, `a width of ${ratio[0]} to ${ratio[1]} times its height`);
  }
  return faults;
}
