/** Explicit directional formatting of UAX #9: what opens, and what closes it. */
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ["\u202a", "\u202c"],
  ["\u202b", "\u202c"],
  ["\u202d", "\u202c"],
  ["\u202e", "\u202c"],
  ["\u2066", "\u2069"],
  ["\u2067", "\u2069"],
  ["\u2068", "\u2069"],
]);
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/** The characters that would close what a text leaves open, innermost first; mostly none. */
export function findMissingClosers(text: string): string {
  if (text.search(CONTROLS) === -1) return "";
  const open: string[] = [];
  for (const [control] of text.matchAll(CONTROLS)) {
    const closer = CLOSERS.get(control);
    if (closer !== undefined) open.push(closer);
    else closeLast(open, control);
  }
  return open.reverse().join("");
}

/**
 * UAX #9 X6a, X7: the end of an isolate closes everything opened inside it; the end of an embedding does not reach beyond its
 * isolate.
 */
function closeLast(open: string[], closer: string): void {
  if (closer === "\u2069" && open.includes(closer)) open.length = open.lastIndexOf(closer);
  else if (open.at(-1) === closer) open.pop();
}

/** The text, so that its direction cannot reach what a reader shows after it: the rest of a list, a page's own words. */
export function closeBidi(text: string): string {
  return text + findMissingClosers(text);
}
