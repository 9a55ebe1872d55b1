import { Document, isMap, isScalar, parseDocument, Scalar } from "yaml";
import type { ArticleKind } from "../../article/article.ts";
import { decodeSource } from "../../article/decode-source.ts";
import { heldBackRowOf, normaliseWord } from "../../article/front-matter/held-back-words.ts";
import { type FieldName, fieldOf } from "../../article/front-matter/key-names.ts";
import { splitFrontMatter } from "../../article/front-matter/split-front-matter.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { invalid, type MicropubProblem } from "./micropub-problem.ts";

/** An article's file that can be changed value by value: comments and other values stay as its author wrote them. */
export interface EntryFile {
  readonly kind: ArticleKind;
  readonly frontMatter: Document;
  readonly body: string;
}

export function createEntryFile(): EntryFile {
  return { kind: "markdown", frontMatter: new Document({}), body: "" };
}

/** Tools change YAML alone: what is written in another syntax stays as it is. */
export function openEntryFile(source: string, kind: ArticleKind): Result<EntryFile, MicropubProblem> {
  const decoded = decodeSource(new TextEncoder().encode(source));
  const split = decoded.ok ? splitFrontMatter(decoded.value) : undefined;
  if (split?.kind === "none" && kind !== "mdx")
    return succeed({ kind, frontMatter: new Document({}), body: split.body });
  if (split?.kind !== "yaml" || kind === "mdx") {
    return fail(
      invalid("Writing tools change articles with front matter in YAML alone; change this one in its folder", 409),
    );
  }
  const frontMatter = parseDocument(split.text, { schema: "failsafe", logLevel: "silent" });
  if (frontMatter.errors.length > 0 || !(frontMatter.contents === null || isMap(frontMatter.contents))) {
    return fail(invalid("The front matter of this article cannot be changed; change it in its folder", 409));
  }
  return succeed({ kind, frontMatter, body: split.body.replace(/^\n+/, "") });
}

export function writeEntryFile({ frontMatter, body }: EntryFile): string {
  return `---\n${frontMatter.toString({ lineWidth: 0 })}---\n\n${body.trim()}\n`;
}

/** The names that the front matter has at its top. */
function listNames({ contents }: Document): string[] {
  if (!isMap(contents)) return [];
  return contents.items.flatMap(({ key }) => (isScalar(key) ? String(key.value) : []));
}

/** Writes a field under the name that the file has for it, else under ours; undefined takes it out. */
export function setField(frontMatter: Document, field: FieldName, name: string, value: unknown): void {
  const [first, ...others] = listNames(frontMatter).filter((written) => fieldOf(written) === field);
  for (const other of others) frontMatter.delete(other);
  if (value === undefined && first !== undefined) frontMatter.delete(first);
  if (value !== undefined) setValue(frontMatter, first ?? name, value);
}

export function setValue(frontMatter: Document, name: string, value: unknown): void {
  frontMatter.set(name, frontMatter.createNode(Array.isArray(value) ? value.map(quote) : quote(value)));
}

/** Programs that read YAML by types must find a text in `title: "1.10"` and `title: "yes"`. */
function quote(value: unknown): unknown {
  if (typeof value !== "string" || /^\d{4}-\d\d-\d\d/.test(value)) return value;
  const isPlain = /^\p{L}/u.test(value) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(value);
  if (isPlain) return value;
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
}

/** Takes out the statements that hold the article back, as far as they stand at the top. */
export function removeHolds(frontMatter: Document): void {
  for (const name of listNames(frontMatter)) {
    const row = heldBackRowOf(name);
    const value = frontMatter.get(name);
    const isShown = typeof value === "string" && row?.shows.includes(normaliseWord(value)) === true;
    const isDate = fieldOf(name) === "date" && typeof value === "string" && /^\d{4}-/.test(value);
    if (row !== undefined && !isShown && !isDate) frontMatter.delete(name);
  }
}
