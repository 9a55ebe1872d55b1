/**
 * A long text as a JSON string, in half the time of `JSON.stringify`, which looks at every character by itself. Of the
 * control characters only TAB, LF and CR are expected: the others were removed when the text was read.
 */
export function quoteJson(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return `"${escaped}"`;
}
