/** The candidate that a mistyped word most likely meant; undefined where none is near. Two swapped letters count as two edits. */
export function findClosest(word: string, candidates: readonly string[]): string | undefined {
  const limit = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** The advice about an unknown name: the known one that it most likely means, else all of them. */
export function adviseName(name: string, known: readonly string[]): string {
  const closest = findClosest(name, known);
  return closest === undefined
    ? `wanted ${known.length > 1 ? "one of " : ""}${known.join(", ")}`
    : `did you mean ${closest}?`;
}

/** Levenshtein distance, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const substitution = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(substitution, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
