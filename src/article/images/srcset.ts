/** One candidate of `srcset`: an address, and what it is for (`2x`, `640w`, or nothing). */
export interface ImageCandidate {
  readonly address: string;
  readonly descriptor: string;
}

/**
 * Reads a `srcset` as browsers do: an address may hold commas (`data:`, resizing services), so only white space or a comma
 * at its end closes it. HTML, "Parsing a srcset attribute".
 */
export function readSrcset(value: string): ImageCandidate[] {
  const candidates: ImageCandidate[] = [];
  let rest = value.replace(/^[\s,]+/, "");
  while (rest !== "") {
    const run = rest.split(/\s/, 1)[0] ?? rest;
    const address = run.replace(/(?<!,),+$/, "");
    rest = rest.slice(run.length);
    // A comma at the end of the address ends the candidate: it has no descriptor.
    const descriptor = address === run ? readDescriptor(rest) : "";
    rest = rest.slice(descriptor.length).replace(/^[\s,]+/, "");
    candidates.push({ address, descriptor: descriptor.trim() });
  }
  return candidates;
}

export function renderSrcset(candidates: readonly ImageCandidate[]): string {
  return candidates.map(({ address, descriptor }) => `${address} ${descriptor}`.trim()).join(", ");
}

/** Everything up to the next comma that is not inside parentheses. */
function readDescriptor(text: string): string {
  return /^(?:\([^)]*\)?|[^,(])*/.exec(text)?.[0] ?? "";
}
