/** Values of a parsed JSON or XML tree of unknown shape. */

export type TreeRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is TreeRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The groups under a name, be it one or many. */
export function recordsAt(parent: unknown, name: string): TreeRecord[] {
  const value = isRecord(parent) ? parent[name] : undefined;
  return (Array.isArray(value) ? value : [value]).filter(isRecord);
}

/** The text under a name, trimmed; undefined if there is none. An XML element with attributes has its text at `#text`. */
export function textAt(parent: unknown, name: string): string | undefined {
  const value = isRecord(parent) ? parent[name] : undefined;
  const single: unknown = Array.isArray(value) ? value[0] : value;
  const leaf = isRecord(single) ? single["#text"] : single;
  if (typeof leaf === "number" || typeof leaf === "boolean") return String(leaf);
  return typeof leaf === "string" ? leaf.trim() || undefined : undefined;
}
