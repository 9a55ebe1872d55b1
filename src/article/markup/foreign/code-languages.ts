import type { Element, Root } from "hast";
import { findElements } from "../body-tree.ts";
import { classesOf } from "./element-classes.ts";

/** HTML §4.6.8 recommends `language-`; `lang-` and `highlight-source-` are habits of other tools. */
const CODE_CLASS = /^(?:language|lang|highlight-source)-([a-z\d][a-z\d+#.-]{0,19})$/i;

/**
 * The languages of a body's code blocks, by their order, "" where none is named. The sanitiser takes all classes away: `clean` is
 * what it leaves. Undefined where no block names a language, or where the sanitiser has removed a block.
 */
export function listCodeLanguages(tree: Root, clean: Root): readonly string[] | undefined {
  const languages = findElements(tree, isBlock).map(languageOf);
  const isWhole = findElements(clean, isBlock).length === languages.length;
  return isWhole && languages.some((language) => language !== "") ? languages : undefined;
}

function isBlock({ tagName }: Element): boolean {
  return tagName === "pre";
}

function languageOf(block: Element): string {
  const code = block.children.find((child) => child.type === "element");
  const classes = [block, ...(code === undefined ? [] : [code])].flatMap(classesOf);
  return classes.flatMap((name) => CODE_CLASS.exec(name)?.[1]?.toLowerCase() ?? [])[0] ?? "";
}
