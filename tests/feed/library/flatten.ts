import { SaxesParser } from "saxes";

/** An XML document as lines, `path=text` and `path@attribute=value`; processing instructions, too. Dates are instants. */
export function flattenXml(text: string): string[] {
  const lines: string[] = [];
  const open: { path: string; text: string; hasChildren: boolean }[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("processinginstruction", ({ target, body }) => lines.push(`?${target}=${body}`));
  parser.on("opentag", ({ name, attributes }) => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.hasChildren = true;
    const path = parent === undefined ? name : `${parent.path}/${name}`;
    open.push({ path, text: "", hasChildren: false });
    for (const [key, value] of Object.entries(attributes)) lines.push(`${path}@${key}=${value}`);
  });
  const addText = (found: string) => {
    const current = open.at(-1);
    if (current !== undefined) current.text += found;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const closed = open.pop();
    if (closed === undefined || (closed.hasChildren && closed.text.trim() === "")) return;
    lines.push(`${closed.path}=${normalize(closed.text)}`);
  });
  parser.write(text).close();
  return lines;
}

/** A JSON document as lines. */
export function flattenJson(text: string): string[] {
  return flattenValue("", JSON.parse(text));
}

function flattenValue(path: string, value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [`${path}=${normalize(String(value))}`];
  const entries = Array.isArray(value) ? value.map((one) => ["[]", one] as const) : Object.entries(value);
  if (entries.length === 0) return [`${path}=${JSON.stringify(value)}`];
  return entries.flatMap(([key, one]) =>
    flattenValue(key === "[]" ? `${path}[]` : path === "" ? key : `${path}/${key}`, one),
  );
}

function normalize(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? new Date(text).toISOString() : text;
}

/** What one list has beyond the other, as multisets. */
export function subtract(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
