export interface SplitSource {
  /** The text between the fences; undefined without front matter. */
  readonly yaml: string | undefined;
  /** What follows, with an empty line for each line of the front matter, so that line numbers are those of the file. */
  readonly body: string;
}

const OPENING = /^---[ \t]*\n/;
const CLOSING = /^---[ \t]*$/m;

/**
 * Parts front matter from body. The text has LF line ends and no byte order mark. An opening fence that is never closed
 * gives "unclosed".
 */
export function splitFrontMatter(text: string): SplitSource | "unclosed" {
  const opening = OPENING.exec(text);
  if (!opening) return { yaml: undefined, body: text };
  const afterOpening = text.slice(opening[0].length);
  const closing = CLOSING.exec(afterOpening);
  if (!closing) return "unclosed";
  const yaml = afterOpening.slice(0, closing.index);
  const lineCount = yaml.split("\n").length;
  const body = afterOpening.slice(closing.index + closing[0].length);
  return { yaml, body: "\n".repeat(lineCount) + body };
}
