/**
 * Keeps markup from growing beyond its source. Parsers repeat open formatting elements in each new block (HTML, "reconstruct
 * the active formatting elements"): 300 unclosed `<b>` and 3,000 `<p>`, 15 KB, become 13 MB. A Markdown parser
 * tries each container of a line again on the next one, and each mark of a paragraph with all before it: both are bounded, too.
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

/** Escapes what no hand-written Markdown has: the containers and inline marks that make it slow to read. */
export function limitMarkdown(markdown: string): string {
  return limitInline(limitContainers(markdown));
}

const MAX_CONTAINERS = 50;
/** A block quote or list marker, with its indentation. */
const CONTAINER = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))/y;
/** `- - - -` is a thematic break, of any length. */
const THEMATIC_BREAK = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/;

/** Escapes the fifty-first marker of a Markdown line, and takes an indentation as at most a hundred columns. */
function limitContainers(markdown: string): string {
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

const MAX_INLINE = 4_000;
const INLINE = /\\.|[*_~[\]]/g;
/** An empty line, and lines of tables, lists, headings and quotations: marks are not paired across their beginning. */
const BLOCK_START = /^\s*$|\||^\s*(?:[-+*#>]|\d{1,9}[.)]\s)/;

/** Escapes emphasis and link delimiters beyond 4,000 in one paragraph: matching them takes quadratic time. */
function limitInline(markdown: string): string {
  let count = 0;
  const limit = (mark: string) => {
    if (mark.length === 1) count += 1;
    return mark.length === 1 && count > MAX_INLINE ? `\\${mark}` : mark;
  };
  const lines = markdown.split("\n").map((line) => {
    if (BLOCK_START.test(line)) count = 0;
    return line.replace(INLINE, limit);
  });
  return lines.join("\n");
}
