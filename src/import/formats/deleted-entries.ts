/** RFC 6721 §3: `<at:deleted-entry ref="…">`, whatever the prefix. */
const DELETED = /<(?:[\w.-]+:)?deleted-entry\b[^<>]*?\bref\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
/**
 * CDATA sections and comments hold texts of posts, and no elements of the feed. One that is never closed reaches to the end of the
 * document, so that the search takes linear time.
 */
const QUOTED = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<!--[\s\S]*?(?:-->|$)/g;
const MAX_DELETED = 1_000;

/** The ids of the entries that a feed says are withdrawn. */
export function listDeletedIds(text: string): string[] {
  // JSON has no tombstones.
  if (!text.includes("deleted-entry") || !text.trimStart().startsWith("<")) return [];
  const found = Array.from(text.replace(QUOTED, "").matchAll(DELETED), ([, double, single]) =>
    decode(double ?? single ?? ""),
  );
  return found.filter((id) => id !== "").slice(0, MAX_DELETED);
}

const NAMES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => NAMES[name] ?? whole).trim();
}
