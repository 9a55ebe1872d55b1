/** Parts of a body that may be wider than its text. */

/** Values are quoted (`article/markup/body-tree.ts`), so that a `>` in one does not end the tag. */
const ATTRIBUTES = '(?:"[^"]*"|[^">])*';
const IMAGE = `(?:<a${ATTRIBUTES}>)?<img(${ATTRIBUTES})>(?:</a>)?`;

const FIRST_IMAGE = new RegExp(`\\s*${IMAGE}`, "y");
/** Two pictures or more and nothing else: pictures, or figures in a figure, as other tools write galleries. */
const PICTURES = new RegExp(`(?:\\s*(?:${IMAGE}|<br>)){2,60}\\s*</p>`, "y");
const FIGURES = /\s*<figure/y;

/** A picture at least so many times as wide as high, and so wide, is a panorama. */
const PANORAMA = { ratio: 2, pixels: 1000 } as const;
const MANY_COLUMNS = 7;

function matchAt(pattern: RegExp, html: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start;
  return pattern.exec(html);
}

/** The class of a paragraph or figure whose content begins at `start`; undefined for those that are as wide as the text. */
export function classOfPictures(name: "p" | "figure", html: string, start: number): "wide" | "gallery" | undefined {
  if (matchAt(name === "p" ? PICTURES : FIGURES, html, start) !== null) return "gallery";
  const [, attributes] = matchAt(FIRST_IMAGE, html, start) ?? [];
  return attributes !== undefined && isPanorama(attributes) ? "wide" : undefined;
}

function isPanorama(attributes: string): boolean {
  const [width, height] = ["width", "height"].map((name) =>
    Number(new RegExp(` ${name}="(\\d+)"`).exec(attributes)?.[1]),
  );
  return width !== undefined && height !== undefined && width >= PANORAMA.pixels && width / height >= PANORAMA.ratio;
}

/** Whether the table whose content begins at `start` has more columns than the text has room for, by its first row. */
export function isWideTable(html: string, start: number): boolean {
  const end = html.indexOf("</tr>", start);
  if (end < 0) return false;
  return (html.slice(start, end).match(/<t[hd](?=[ >])/g)?.length ?? 0) >= MANY_COLUMNS;
}
