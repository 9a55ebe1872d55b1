import type { Element, Root } from "hast";
import { type State, toMdast } from "hast-util-to-mdast";
import { gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { toMarkdown } from "mdast-util-to-markdown";
import { PUBLIC_URL_MARK } from "../../article/article.ts";
import type { ArticleRecord } from "../../article/article-record.ts";
import { findElements } from "../../article/markup/body-tree.ts";
import { parseHtml } from "../../article/markup/html.ts";
import { writeFullText } from "../corrections.ts";

/** A node of a Markdown tree (mdast). */
type Nodes = ReturnType<typeof toMdast>;
type Code = Extract<Nodes, { type: "code" }>;
type Link = Extract<Nodes, { type: "link" }>;

/** The mark is a control character, for which an address is put between angle brackets. */
const MARKED = new RegExp(`<(${PUBLIC_URL_MARK}[^<>()\\s]*)>`, "g");

const handlers = { audio: linkRecording, video: linkRecording, sub: keepElement, sup: keepElement };
const style = { bullet: "-", rule: "-", listItemIndent: "one", resourceLink: true } as const;
const extensions = [gfmTableToMarkdown(), gfmStrikethroughToMarkdown()];

/** Of HTML. The packages' work grows with the square of a text: this much takes a second at worst. */
const MAX_CHARACTERS = 131_072;
/** Every row of a table gets as many cells as the widest one. */
const MAX_CELLS = 10_000;

/**
 * The full text of an article as Markdown; undefined of one that is too long, or has too large a table. It is written from the HTML that readers see, not copied from the file: what the page does
 * not show (comments, hidden elements, texts for members, unused definitions, the mark of the summary's end) cannot be in it,
 * shortcodes are expanded, and addresses lead where the page's do. Own addresses begin with `PUBLIC_URL_MARK`.
 */
export function writeMarkdown(record: ArticleRecord, timeZone: string): string | undefined {
  const { html } = writeFullText(record, timeZone);
  if (html.length > MAX_CHARACTERS) return undefined;
  const body = parseHtml(html);
  if (listElements(body, "table").some((table) => countCells(table) > MAX_CELLS)) return undefined;
  const tree = toMdast(body, { handlers });
  nameLanguages(listCode(tree), record.facets.codeLanguages ?? []);
  const markdown = toMarkdown(tree, { ...style, extensions });
  return markdown.replace(MARKED, "$1");
}

function listElements(node: Root | Element, ...names: readonly string[]): Element[] {
  return findElements(node, ({ tagName }) => names.includes(tagName));
}

/** At most: cells that span rows count in every row. */
function countCells(table: Element): number {
  const rows = listElements(table, "tr").map((row) => listElements(row, "td", "th"));
  const spanOf = (cells: readonly Element[]) =>
    cells.reduce((sum, { properties }) => sum + Math.max(1, Number(properties.colSpan) || 1), 0);
  const spanning = rows.flat().filter(({ properties }) => Number(properties.rowSpan) > 1);
  return rows.length * (rows.reduce((widest, cells) => Math.max(widest, spanOf(cells)), 0) + spanOf(spanning));
}

/** 10² is not 102: what Markdown has no signs for may be HTML in it. */
function keepElement(state: State, element: Element) {
  const { tagName } = element;
  return [
    { type: "html" as const, value: `<${tagName}>` },
    ...state.all(element),
    { type: "html" as const, value: `</${tagName}>` },
  ];
}

/** Markdown has no sound and no film. */
function linkRecording(_state: State, element: Element): Link {
  const [source] = findElements(element, ({ properties }) => typeof properties.src === "string");
  const url = String(source?.properties.src ?? "");
  return { type: "link", url, children: [{ type: "text", value: url }] };
}

function listCode(node: Nodes): Code[] {
  if (node.type === "code") return [node];
  return "children" in node ? node.children.flatMap(listCode) : [];
}

/** The HTML of feeds names no languages. */
function nameLanguages(blocks: readonly Code[], languages: readonly string[]): void {
  if (blocks.length !== languages.length) return;
  for (const [index, block] of blocks.entries()) block.lang = languages[index] || null;
}
