import { escapeAttribute, escapeText } from "../../src/lib/xml.ts";
import type { CoverFace } from "./faces.ts";

/** A text that one face can set. */
export interface SetText {
  readonly text: string;
  readonly face: CoverFace;
}

export interface LinePlace {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly size: number;
  readonly color: string;
  /** The line begins at `x`, or ends there. */
  readonly anchor: "start" | "end";
  readonly isRightToLeft: boolean;
}

export interface Drawn {
  readonly markup: string;
  readonly faces: readonly CoverFace[];
}

export const NOTHING: Drawn = { markup: "", faces: [] };

/** UAX #9: a paragraph from the right; the renderer takes each for one from the left. */
const [EMBED, END] = ["\u202B", "\u202C"];

/** One line of SVG. */
export function setLine({ text, face }: SetText, place: LinePlace): Drawn {
  const { x, y, size, color, anchor, isRightToLeft } = place;
  const family = escapeAttribute(face.family);
  const attributes = `x="${x}" y="${y}" font-family="${family}" font-size="${size}" fill="${color}" text-anchor="${anchor}"`;
  const line = isRightToLeft ? `${EMBED}${text}${END}` : text;
  return { markup: `<text ${attributes} xml:space="preserve">${escapeText(line)}</text>`, faces: [face] };
}

export function joinDrawn(parts: readonly Drawn[]): Drawn {
  return { markup: parts.map(({ markup }) => markup).join(""), faces: parts.flatMap(({ faces }) => faces) };
}
