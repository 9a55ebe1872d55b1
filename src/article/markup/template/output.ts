/** Text put together from parts of a source, that knows from which of its lines each line came. */
export interface Output {
  /** A part of the source as it is. */
  readonly copy: (start: number, end: number) => void;
  /** Text in place of a part of the source. */
  readonly write: (text: string, start: number, end: number) => void;
  readonly finish: () => Written;
}

export interface Written {
  readonly text: string;
  /** The source's line of a line of the text, both from 1; undefined where they are the same all through. */
  readonly lineOf: ((line: number) => number) | undefined;
}

export function createOutput(source: string): Output {
  const parts: string[] = [];
  const lines: number[] = [1];
  const countLines = createLineCounter(source);
  let isMoved = false;
  const put = (text: string, start: number, end: number) => {
    const [first, last] = [countLines(start), countLines(end)];
    const added = text.split("\n").length - 1;
    for (let step = 1; step <= added; step++) lines.push(Math.min(first + step, last));
    // The rest of a line belongs to where it is in the source.
    if (added === 0 && last > first) lines[lines.length - 1] = last;
    isMoved ||= added !== last - first;
    parts.push(text);
  };
  return {
    copy: (start, end) => {
      if (end > start) put(source.slice(start, end), start, end);
    },
    write: put,
    finish: () => ({
      text: parts.join(""),
      lineOf: isMoved ? (line) => lines[Math.min(line, lines.length) - 1] ?? line : undefined,
    }),
  };
}

/** Positions must not go back by much: it counts on from the last one. */
function createLineCounter(source: string): (position: number) => number {
  let [at, line, next] = [0, 1, source.indexOf("\n")];
  return (position) => {
    if (position < at) [at, line, next] = [0, 1, source.indexOf("\n")];
    for (; next !== -1 && next < position; next = source.indexOf("\n", at)) {
      at = next + 1;
      line += 1;
    }
    return line;
  };
}
