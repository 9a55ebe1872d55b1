import { Resvg } from "@resvg/resvg-js";
import satori from "satori";
import { fitLine, fitTitle } from "./fit-title.ts";
import { COVER_FONT_FAMILY, loadCoverFonts, measureText } from "./fonts.ts";
import { drawPattern, PATTERN_HEIGHT } from "./pattern.ts";
import { encodePng } from "./png.ts";

export interface CoverCard {
  readonly title: string;
  readonly dateText: string;
  readonly publication: string;
  /** `#rrggbb`, one that can be seen on paper. */
  readonly accent: string;
  /** BCP 47; some letters differ by language. */
  readonly language: string;
}

const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 72;
const TOP_MARGIN = 60;
const INNER_WIDTH = WIDTH - 2 * MARGIN;
const TITLE_HEIGHT = 354;
const TITLE_LINE_HEIGHT = 1.12;
const FOOT_HEIGHT = HEIGHT - PATTERN_HEIGHT;
/** Ten pixels where a reader shows the card 300 pixels wide: the smallest type that can still be read. */
const FOOT_SIZE = 42;
const FOOT_GAP = 48;

const PAPER = "#faf7f1";
const INK = "#1b1a18";
const MUTED = "#5d5850";
const RULE = "#d8d1c4";

type Style = Readonly<Record<string, string | number>>;

interface CardElement {
  readonly type: string;
  readonly props: { readonly style: Style; readonly children?: readonly CardElement[] | string; readonly src?: string };
}

/**
 * Draws the cover of an article without an image: title, publication and date as a PNG of 1200 by 630 pixels. A title in a
 * script that the fonts lack gives an abstract picture instead of boxes. The same card gives the same bytes.
 */
export async function drawCover(card: CoverCard): Promise<Uint8Array> {
  const { accent } = card;
  const title = buildTitle(cleanText(card.title), accent);
  const body = title ?? buildPattern(card.title, accent);
  const foot = buildFoot(card, title ? RULE : PAPER, accent);
  const style = { flexDirection: "column", width: WIDTH, height: HEIGHT, backgroundColor: PAPER, color: INK };
  const page = box({ ...style, fontFamily: COVER_FONT_FAMILY }, [body, foot]);
  const svg = await satori(
    { ...page, props: { ...page.props, lang: card.language } },
    { width: WIDTH, height: HEIGHT, fonts: loadCoverFonts() },
  );
  const { width, height, pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
  return encodePng(width, height, pixels);
}

function buildTitle(title: string, accent: string): CardElement | undefined {
  if (title === "" || measureText(title, 700) === undefined) return undefined;
  const measure = (text: string) => measureText(text, 700) ?? 0;
  const fitted = fitTitle(title, { width: INNER_WIDTH, height: TITLE_HEIGHT, lineHeight: TITLE_LINE_HEIGHT, measure });
  if (fitted === undefined) return undefined;
  const { lines, fontSize } = fitted;
  const type = { flexDirection: "column", fontSize, fontWeight: 700, lineHeight: TITLE_LINE_HEIGHT };
  const rows = lines.map((line) => box({ whiteSpace: "nowrap" }, line));
  const frame = { flexDirection: "column", height: HEIGHT - FOOT_HEIGHT, padding: `${TOP_MARGIN}px ${MARGIN}px 0` };
  return box(frame, [buildMark(accent), box({ ...type, marginTop: 20 }, rows)]);
}

function buildMark(accent: string): CardElement {
  return box({ width: 96, height: 12, backgroundColor: accent });
}

function buildPattern(seed: string, accent: string): CardElement {
  const svg = drawPattern(seed, [RULE, "#c9bfae", MUTED, accent]);
  const src = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  return { type: "img", props: { src, style: { width: WIDTH, height: PATTERN_HEIGHT } } };
}

function buildFoot({ dateText, publication }: CoverCard, ruleColor: string, accent: string): CardElement {
  const date = fitFoot(cleanText(dateText), 400, INNER_WIDTH);
  const dateWidth = date === "" ? 0 : (measureText(date, 400) ?? 0) * FOOT_SIZE + FOOT_GAP;
  const name = fitFoot(cleanText(publication), 700, INNER_WIDTH - dateWidth);
  const line = {
    justifyContent: "space-between",
    borderTop: `2px solid ${ruleColor}`,
    paddingTop: 28,
    whiteSpace: "nowrap",
  };
  const texts = [
    name === "" ? buildMark(accent) : box({ fontWeight: 700 }, name),
    box({ fontWeight: 400, color: MUTED }, date),
  ];
  const foot = { flexDirection: "column", height: FOOT_HEIGHT, padding: `0 ${MARGIN}px`, fontSize: FOOT_SIZE };
  return box(foot, [box(line, texts)]);
}

/** An empty text where the fonts lack a character or there is no room. */
function fitFoot(text: string, weight: 400 | 700, width: number): string {
  if (measureText(text, weight) === undefined) return "";
  return fitLine(text, width / FOOT_SIZE, (part) => measureText(part, weight) ?? 0) ?? "";
}

/** One line without emoji and invisible characters: the fonts have none, and the rest of the title is worth showing. */
function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(
      /(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u20E3|\p{Variation_Selector}/gu,
      "",
    )
    .replace(/[\p{Cf}\p{Cs}]/gu, "")
    .replace(/(?:(?!\u00A0)[\p{Cc}\s])+/gu, " ")
    .trim();
}

function box(style: Style, children: readonly CardElement[] | string = []): CardElement {
  // Without it padding would push the foot off the card.
  return { type: "div", props: { style: { display: "flex", boxSizing: "border-box", ...style }, children } };
}
