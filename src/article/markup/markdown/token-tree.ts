import type { Element, ElementContent, Properties, Root } from "hast";
import type { Token } from "markdown-it";
import { joinSpacelessLines } from "../../../lib/text.ts";
import { buildElement } from "../body-tree.ts";
import { buildFootnoteReference, type FootnoteBlocks } from "./footnotes.ts";
import type { FootnoteEntry } from "./reading-env.ts";

type Parent = Root | Element;

/** An element whose end is still to come. */
interface Frame {
  readonly node: Parent;
  /** Blocks inside stand on lines of their own; inline content does not. */
  readonly layout: "root" | "lines" | "item" | "inline";
  endsWithBlock: boolean;
}

export interface TokenTree {
  readonly root: Root;
  /** The contents of footnotes, by {@link keyOfNote}. */
  readonly footnotes: FootnoteBlocks;
  readonly hasRawHtml: boolean;
}

/** Makes one tree of markdown-it's tokens. Raw HTML becomes `raw` nodes; elements know their line, for findings. */
export function buildTokenTree(tokens: readonly Token[], notes: readonly FootnoteEntry[]): TokenTree {
  const builder = new TreeBuilder();
  for (const token of tokens) builder.add(token);
  for (const [index, note] of notes.entries()) if (note.tokens !== undefined) builder.addInlineNote(index, note.tokens);
  return builder.finish();
}

/** Under which key the blocks of a note are found; a line's end is in no label. */
export function keyOfNote({ label }: FootnoteEntry, index: number): string {
  return label ?? `\n${index}`;
}

class TreeBuilder {
  readonly #root: Root = { type: "root", children: [] };
  readonly #frames: Frame[] = [{ node: this.#root, layout: "root", endsWithBlock: false }];
  readonly #footnotes = new Map<string, ElementContent[]>();
  #line = 1;
  #hasRawHtml = false;

  finish(): TokenTree {
    return { root: this.#root, footnotes: this.#footnotes, hasRawHtml: this.#hasRawHtml };
  }

  add(token: Token): void {
    if (token.map !== null) this.#line = token.map[0] + 1;
    if (token.type === "inline") this.#addInline(token.children ?? []);
    else if (token.hidden) this.#startTightParagraph(token);
    else if (token.nesting === 1) this.#open(token);
    else if (token.nesting === -1) this.#close();
    else this.#addLeaf(token);
  }

  /** A note within the text, `^[so]`: one paragraph. */
  addInlineNote(index: number, tokens: readonly Token[]): void {
    this.#openFootnote(keyOfNote({}, index));
    const paragraph = buildElement("p", {}, []);
    this.#append(paragraph);
    this.#frames.push({ node: paragraph, layout: "inline", endsWithBlock: false });
    this.#addInline(tokens);
    this.#close();
    this.#close();
  }

  #top(): Frame {
    const top = this.#frames.at(-1);
    if (top === undefined) throw new Error("A token closes what no token opened");
    return top;
  }

  #append(node: Root["children"][number]): void {
    // Comments and doctypes are never appended: all that a root may hold besides is content of an element.
    (this.#top().node.children as Root["children"]).push(node);
  }

  #appendText(value: string): void {
    const last = this.#top().node.children.at(-1);
    if (last?.type === "text") last.value += value;
    else this.#append({ type: "text", value });
  }

  /** The paragraph of a tight list item: its text belongs to the item itself. */
  #startTightParagraph(token: Token): void {
    if (token.nesting === 1 && this.#top().endsWithBlock) this.#appendText("\n");
  }

  #startBlock(): void {
    const top = this.#top();
    if (top.layout !== "inline" && (top.layout !== "root" || top.node.children.length > 0)) this.#appendText("\n");
    top.endsWithBlock = true;
  }

  #open(token: Token): void {
    if (token.type === "footnote_reference_open") this.#openFootnote(String(token.meta?.label));
    else this.#openBlock(token);
  }

  #openBlock(token: Token): void {
    this.#startBlock();
    const node = this.#buildElement(token.tag, attributesOf(token), []);
    this.#append(node);
    this.#frames.push({ node, layout: layoutOf(token), endsWithBlock: false });
    if (token.type === "note_open" && token.meta?.title) this.#addNoteTitle(token.tag, String(token.meta.title));
  }

  /** Its blocks go into a list of their own; of two notes with one label the first counts (as on GitHub). */
  #openFootnote(label: string): void {
    const node = buildElement("li", {}, []);
    if (!this.#footnotes.has(label)) this.#footnotes.set(label, node.children);
    this.#frames.push({ node, layout: "item", endsWithBlock: false });
  }

  #addNoteTitle(tagName: string, title: string): void {
    this.#startBlock();
    const name = tagName === "details" ? "summary" : "p";
    this.#append(buildElement(name, {}, [name === "p" ? buildElement("strong", {}, [title]) : title]));
  }

  #close(): void {
    const { layout, endsWithBlock, node } = this.#top();
    if (layout !== "root" && layout !== "inline" && endsWithBlock) this.#appendText("\n");
    if (layout === "inline") joinLines(node);
    this.#frames.pop();
  }

  #addLeaf(token: Token): void {
    this.#startBlock();
    if (token.type === "html_block") this.#addRaw(token.content.replace(/\n$/, ""));
    else if (token.type === "hr") this.#append(this.#buildElement("hr", {}, []));
    else this.#addCode(token);
  }

  #addCode({ info, content }: Token): void {
    const [language = ""] = info.trim().split(/\s+/);
    const properties = language === "" ? {} : { className: [`language-${language}`] };
    this.#append(this.#buildElement("pre", {}, [buildElement("code", properties, [content])]));
  }

  #addRaw(value: string): void {
    this.#hasRawHtml = true;
    this.#append({ type: "raw", value, position: positionOf(this.#line) });
    this.#line += countLines(value);
  }

  #addInline(tokens: readonly Token[]): void {
    const depth = this.#frames.length;
    if (this.#top().layout === "item") this.#takeTaskBox(tokens[0]);
    for (const token of tokens) this.#addInlineToken(token);
    // markdown-it pairs inline tokens; a paragraph of ours must end on its own level all the same.
    while (this.#frames.length > depth) this.#frames.pop();
    if (this.#top().layout === "item") joinLines(this.#top().node);
  }

  /** GFM §5.3: `[x]` at the start of an item. A box that cannot be ticked is a sign. */
  #takeTaskBox(first: Token | undefined): void {
    const [written, mark] = /^\[([ xX])\](?=\s)/.exec(first?.type === "text" ? first.content : "") ?? [];
    if (first === undefined || written === undefined) return;
    first.content = (mark === " " ? "☐" : "☑") + first.content.slice(written.length);
  }

  #addInlineToken(token: Token): void {
    const { type, content } = token;
    if (type === "text" || type === "text_special") this.#appendText(content);
    else if (type === "softbreak" || type === "hardbreak") this.#addLineEnd(type);
    else if (type === "code_inline") this.#append(this.#buildElement("code", {}, [content]));
    else if (type === "html_inline") this.#addRaw(content);
    else if (type === "image") this.#append(this.#buildElement("img", imageAttributes(token), []));
    else if (type === "footnote_ref") this.#append(buildFootnoteReference(token));
    else if (type === "hidden_comment") this.#line += countLines(content);
    else this.#addPaired(token);
  }

  #addLineEnd(type: "softbreak" | "hardbreak"): void {
    if (type === "hardbreak") this.#append(this.#buildElement("br", {}, []));
    this.#line += 1;
    this.#appendText("\n");
  }

  #addPaired(token: Token): void {
    if (token.nesting === -1 && this.#top().layout === "inline") {
      joinLines(this.#top().node);
      this.#frames.pop();
    }
    if (token.nesting !== 1) return;
    const node = this.#buildElement(token.tag === "s" ? "del" : token.tag, attributesOf(token), []);
    this.#append(node);
    this.#frames.push({ node, layout: "inline", endsWithBlock: false });
  }

  #buildElement(tagName: string, properties: Properties, children: readonly (Element | string)[]): Element {
    const element = buildElement(tagName, properties, children);
    element.position = positionOf(this.#line);
    return element;
  }
}

function positionOf(line: number): NonNullable<Element["position"]> {
  const point = { line, column: 1, offset: 0 };
  return { start: point, end: point };
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}

const CONTAINERS = new Set(
  "blockquote_open bullet_list_open ordered_list_open table_open thead_open tbody_open tr_open note_open dl_open".split(
    " ",
  ),
);

function layoutOf({ type }: Token): Frame["layout"] {
  if (type === "list_item_open" || type === "dd_open") return "item";
  return CONTAINERS.has(type) ? "lines" : "inline";
}

const ALIGNMENT = /^text-align:(left|center|right)$/;

function attributesOf({ attrs, type }: Token): Properties {
  const properties: Properties = {};
  for (const [name, value] of attrs ?? []) {
    const align = name === "style" ? ALIGNMENT.exec(String(value))?.[1] : undefined;
    if (align !== undefined) properties.align = align;
    else if (name !== "style" && (name !== "id" || type !== "list_item_open")) properties[name] = value;
  }
  return properties;
}

function imageAttributes(token: Token): Properties {
  const { src = "", title } = attributesOf(token);
  return { src, alt: altOf(token.children ?? []), ...(title === undefined ? {} : { title }) };
}

function altOf(tokens: readonly Token[]): string {
  const texts = tokens.map(({ type, content, children }) => {
    if (type === "image") return altOf(children ?? []);
    if (type === "softbreak" || type === "hardbreak") return "\n";
    return type === "text" || type === "text_special" || type === "code_inline" ? content : "";
  });
  return texts.join("");
}

/** CommonMark keeps line breaks in a paragraph; between letters of a script without spaces they would show as spaces. */
function joinLines({ children }: Parent): void {
  for (const node of children)
    if (node.type === "text" && node.value.includes("\n")) node.value = joinSpacelessLines(node.value);
}
