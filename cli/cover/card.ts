import { Resvg } from "@resvg/resvg-js";
import type { FontName } from "../../src/article/profile/site-profile.ts";
import { directionOf } from "../../src/lib/writing-direction.ts";
import { cleanText } from "./clean-text.ts";
import { type CoverFace, type CoverWeight, findFace, measureText, unpackFace } from "./faces.ts";
import { chooseColors, drawField } from "./field.ts";
import { fitLine, fitTitle } from "./fit-title.ts";
import type { CoverLogo } from "./logo.ts";
import { encodePng } from "./png.ts";
import { type Drawn, joinDrawn, NOTHING, type SetText, setLine } from "./set-line.ts";
import { SOFT_HYPHEN } from "./split-title.ts";

/** The article's part of a cover. */
export interface CoverCard {
  readonly title: string;
  readonly dateText: string;
  readonly publication: string;
  /** `#rrggbb`, one that can be seen on paper. */
  readonly accent: string;
  /** BCP 47; some letters differ by language. */
  readonly language: string;
}

/** The publication's part. */
export interface CoverStyle {
  readonly font: FontName;
  readonly logo?: CoverLogo | undefined;
}

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 72;
const INNER_WIDTH = WIDTH - 2 * MARGIN;
const FOOT_HEIGHT = 126;
const FIELD_HEIGHT = HEIGHT - FOOT_HEIGHT;
const TITLE_TOP = 60;
const TITLE_BOX = { width: INNER_WIDTH, height: FIELD_HEIGHT - TITLE_TOP - 36 };
/** Ten pixels where a reader shows the card 300 pixels wide: the smallest type that can still be read. */
const NAME_SIZE = 40;
const DATE_SIZE = 34;
const GAP = 28;

/** Darker than the pages are: a cover has an edge on them. */
const PAPER = "#f6f1e8";
const INK = "#1b1a18";
/** 6.2:1 on paper. */
const MUTED = "#5d5850";

/**
 * Draws the cover of an article without an image: its title on a field of the publication's colour and, quiet below it, logo, name
 * and date, as a PNG of 1200 by 630 pixels. A title in a script that no font here has gives shapes instead of boxes. The same card
 * gives the same bytes.
 */
export function drawCover(card: CoverCard, style: CoverStyle): Uint8Array {
  const isRightToLeft = readsRightToLeft(card);
  const foot = drawFoot(card, style, isRightToLeft);
  const fieldHeight = foot.markup === "" ? HEIGHT : FIELD_HEIGHT;
  const { markup, faces } = joinDrawn([drawTitle(card, style, { isRightToLeft, fieldHeight }), foot]);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="${PAPER}"/>${markup}</svg>`;
  const fontFiles = [...new Set(faces)].map(unpackFace);
  const { width, height, pixels } = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles } }).render();
  return encodePng(width, height, pixels);
}

/** By its first letter with a direction; a title of digits alone by its language. */
function readsRightToLeft({ title, language }: CoverCard): boolean {
  const [first] = /\p{L}/u.exec(title) ?? [];
  if (first === undefined) return directionOf(language) === "rtl";
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
}

/** Letters of some scripts have marks above and below, or fill their square. */
const TALL =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Thai}\p{Script=Han}\p{Script=Hangul}]/u;

interface Field {
  readonly isRightToLeft: boolean;
  readonly fieldHeight: number;
}

function drawTitle(card: CoverCard, { font }: CoverStyle, { isRightToLeft, fieldHeight }: Field): Drawn {
  const colors = chooseColors(card.accent);
  const found = findText(card.title, card, font, 700);
  const lineHeight = TALL.test(card.title) ? 1.3 : 1.14;
  const fitted = found && fitTitle(found.text, { ...TITLE_BOX, lineHeight, ...measureIn(found.face, card) });
  const shapes = drawField(card.title, colors, { width: WIDTH, height: fieldHeight }, fitted === undefined);
  const mirror = isRightToLeft ? ` transform="translate(${WIDTH}) scale(-1 1)"` : "";
  const field = `<rect width="${WIDTH}" height="${fieldHeight}" fill="${colors.ground}"/><g${mirror}>${shapes}</g>`;
  if (found === undefined || fitted === undefined) return { markup: field, faces: [] };
  const { lines, fontSize } = fitted;
  const place = { size: fontSize, color: colors.text, ...startAt(MARGIN, isRightToLeft), isRightToLeft };
  // The capitals of the first line begin at the margin; marks above letters have room there.
  const first = TITLE_TOP + fontSize * (lineHeight - 0.42);
  const rows = lines.map((text, index) =>
    setLine({ ...found, text }, { ...place, y: Math.round(first + index * fontSize * lineHeight) }),
  );
  return joinDrawn([{ markup: field, faces: [] }, ...rows]);
}

function drawFoot(card: CoverCard, { font, logo }: CoverStyle, isRightToLeft: boolean): Drawn {
  const middle = FIELD_HEIGHT + FOOT_HEIGHT / 2;
  const date = fitFoot(findText(card.dateText, card, "sans", 400), card, DATE_SIZE, INNER_WIDTH);
  const dateWidth = date === undefined ? 0 : measureText(date.face, date.text) * DATE_SIZE + 2 * GAP;
  const logoWidth = logo === undefined ? 0 : logo.width + GAP;
  const nameWidth = INNER_WIDTH - dateWidth - logoWidth;
  const name = fitFoot(findText(card.publication, card, font, 700), card, NAME_SIZE, nameWidth);
  const line = { y: middle + 0.35 * NAME_SIZE, isRightToLeft };
  const begin = startAt(MARGIN + logoWidth, isRightToLeft);
  const end = startAt(WIDTH - MARGIN, isRightToLeft);
  return joinDrawn([
    logo === undefined ? NOTHING : drawLogo(logo, middle, isRightToLeft),
    name === undefined ? NOTHING : setLine(name, { ...line, ...begin, size: NAME_SIZE, color: INK }),
    date === undefined
      ? NOTHING
      : setLine(date, { ...line, x: end.x, anchor: opposite(begin.anchor), size: DATE_SIZE, color: MUTED }),
  ]);
}

function drawLogo({ address, width, height }: CoverLogo, middle: number, isRightToLeft: boolean): Drawn {
  const x = isRightToLeft ? WIDTH - MARGIN - width : MARGIN;
  const y = Math.round(middle - height / 2);
  return { markup: `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${address}"/>`, faces: [] };
}

/** So far from the edge at which reading begins. */
function startAt(inset: number, isRightToLeft: boolean): { readonly x: number; readonly anchor: "start" | "end" } {
  return isRightToLeft ? { x: WIDTH - inset, anchor: "end" } : { x: inset, anchor: "start" };
}

function opposite(anchor: "start" | "end"): "start" | "end" {
  return anchor === "start" ? "end" : "start";
}

/** A text with the face that sets it; undefined where there is none, or nothing to set. */
function findText(written: string, card: CoverCard, font: FontName, weight: CoverWeight): SetText | undefined {
  const face = findFace(written, { font, weight, language: card.language });
  const text = face === undefined ? "" : cleanText(written, face);
  return face === undefined || text === "" ? undefined : { text, face };
}

/** Shortened to the room there is; undefined where there is none. */
function fitFoot(found: SetText | undefined, card: CoverCard, size: number, width: number): SetText | undefined {
  if (found === undefined) return undefined;
  const text = fitLine(found.text.replaceAll(SOFT_HYPHEN, ""), width / size, measureIn(found.face, card));
  return text === undefined ? undefined : { ...found, text };
}

function measureIn(face: CoverFace, { language }: CoverCard): { language: string; measure: (text: string) => number } {
  return { language, measure: (text) => measureText(face, text) };
}
