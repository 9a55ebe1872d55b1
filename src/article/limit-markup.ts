/**
 * Keeps markup from growing beyond its source. Parsers repeat open formatting elements in each new block (HTML, "reconstruct
 * the active formatting elements"): 300 unclosed `<b>` and 3,000 `<p>`, 15 KB, become 13 MB. And micromark takes minutes
 * for a line of 100,000 `>`.
 */

const MAX_OPEN_FORMATTING = 8;
const FORMATTING = /<(\/?)(big|b|code|em|font|i|nobr|small|strike|strong|s|tt|u)(?=[\s/>])/gi;

/** Returns a function that makes `span` of formatting start tags beyond eight open ones; it counts across its calls. */
export function createFormattingLimit(): (html: string) => string {
  const open = new Map<string, number>();
  let openCount = 0;
  return (html) =>
    html.replace(FORMATTING, (tag, slash: string, written: string) => {
      const name = written.toLowerCase();
      const count = open.get(name) ?? 0;
      if (slash !== "" && count === 0) return tag;
      if (slash === "" && openCount === MAX_OPEN_FORMATTING) return "<span";
      const step = slash === "" ? 1 : -1;
      open.set(name, count + step);
      openCount += step;
      return tag;
    });
}

const MAX_CONTAINERS = 50;
/** A marker of a quotation or list item, with what indents it. */
const CONTAINER = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))/y;
/** `- - - -` is a line across the page, of any length. */
const THEMATIC_BREAK = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/;

/** Escapes the fifty-first marker of a Markdown line, and takes an indentation as at most a hundred columns. */
export function limitContainers(markdown: string): string {
  return markdown.replace(/^[ \t]{100,}/gm, " ".repeat(100)).replace(/^[ \t]*[-+*>\d].{100,}$/gm, limitLine);
}

function limitLine(line: string): string {
  if (THEMATIC_BREAK.test(line)) return line;
  let end = 0;
  for (let count = 0; count < MAX_CONTAINERS; count++) {
    CONTAINER.lastIndex = end;
    if (!CONTAINER.test(line)) return line;
    end = CONTAINER.lastIndex;
  }
  return `${line.slice(0, end)} \\${line.slice(end).trimStart()}`;
}
