import type { Element, ElementContent } from "hast";
import type { Token } from "markdown-it";
import { buildElement } from "../body-tree.ts";
import type { FootnoteEntry } from "./reading-env.ts";
import { footnoteWordsOf } from "./words.ts";

export type FootnoteBlocks = ReadonlyMap<string, readonly ElementContent[]>;

/** Ids as GitHub makes them. */
function nameOf(label: string | undefined, number: number): string {
  return label === undefined ? `inline-${number}` : encodeURIComponent(label.toLowerCase());
}

function referenceId(name: string, count: number): string {
  return count === 0 ? `fnref-${name}` : `fnref-${name}-${count + 1}`;
}

/** The raised number that leads to its footnote. */
export function buildFootnoteReference({ meta }: Token): Element {
  const number = Number(meta?.id) + 1;
  const name = nameOf(typeof meta?.label === "string" ? meta.label : undefined, number);
  const id = referenceId(name, Number(meta?.subId ?? 0));
  return buildElement("sup", {}, [buildElement("a", { href: `#fn-${name}`, id }, [String(number)])]);
}

/** The footnotes that the text refers to, in the order of their numbers. */
export function buildFootnotes(
  entries: readonly FootnoteEntry[],
  blocksOf: (entry: FootnoteEntry, index: number) => readonly ElementContent[],
  language: string,
): Element {
  const words = footnoteWordsOf(language);
  const items = entries.map((entry, index) => {
    const name = nameOf(entry.label, index + 1);
    const links = Array.from({ length: Math.max(1, entry.count ?? 1) }, (_, count) =>
      buildBackLink(
        `#${referenceId(name, count)}`,
        count,
        words?.back(`${index + 1}${count === 0 ? "" : `-${count + 1}`}`),
      ),
    );
    return {
      ...buildElement("li", { id: `fn-${name}` }, []),
      children: [...withBackLinks(blocksOf(entry, index), links)],
    };
  });
  const heading = words ? buildElement("h2", { id: "footnote-label" }, [words.heading]) : buildElement("hr", {}, []);
  const list = buildElement("ol", {}, ["\n", ...items.flatMap((item) => [item, "\n"])]);
  return buildElement("section", {}, [heading, "\n", list, "\n"]);
}

function buildBackLink(href: string, count: number, title: string | undefined): Element {
  const raised = count === 0 ? [] : [buildElement("sup", {}, [String(count + 1)])];
  return buildElement("a", { href, ...(title === undefined ? {} : { title }) }, ["↩", ...raised]);
}

/** Back references are appended to the last paragraph, or follow the note if it ends with another block. */
function withBackLinks(content: readonly ElementContent[], links: readonly Element[]): readonly ElementContent[] {
  const spaced: ElementContent[] = links.flatMap((link) => [{ type: "text", value: " " }, link]);
  const index = content.findLastIndex(({ type }) => type === "element");
  const last = content[index];
  if (last?.type !== "element" || last.tagName !== "p")
    return [...content, ...spaced.slice(content.length > 0 ? 0 : 1)];
  const closed: Element = { ...last, children: [...last.children, ...spaced] };
  return [...content.slice(0, index), closed, ...content.slice(index + 1)];
}
