import type { Element, ElementContent } from "hast";
import { buildElement, findElements, textOf } from "../body-tree.ts";
import { hasClass } from "./element-classes.ts";

/** Takes note of a loss, with the element it is about. */
export type Report = (element: Element, message: string) => void;

const DISPLAYED: ReadonlySet<string> = new Set(["katex-display", "mathjax_display", "math-display"]);
const TYPESET: ReadonlySet<string> = new Set(["katex", "mathjax", "mathjax_chtml", "mathjax_svg"]);
/** KaTeX and MathJax 2 and 3: a formula once as MathML and once as positioned letters, which read as nonsense. */
const PREVIEW: ReadonlySet<string> = new Set(["mathjax_preview"]);

/** A formula as its TeX in `code`: few feed readers show MathML, and none a stylesheet's arrangement of letters. */
export function writeFormula(element: Element, report: Report): ElementContent[] | undefined {
  const { tagName, properties } = element;
  if (hasClass(element, DISPLAYED)) return display(findTex(element));
  if (tagName === "mjx-container")
    return isTrue(properties.display) ? display(findTex(element)) : inline(findTex(element));
  if (hasClass(element, TYPESET)) return inline(findTex(element)) ?? dropLetters(element, report);
  if (hasClass(element, PREVIEW)) return [];
  if (tagName === "script") return writeScript(element);
  if (tagName !== "math") return undefined;
  return properties.display === "block" ? display(findTex(element)) : inline(findTex(element));
}

/** Letters that a stylesheet would arrange: without it `x=\\frac{1}{2}` reads as "x=21". */
function dropLetters(element: Element, report: Report): [] {
  report(element, "A formula without its TeX, not published; write it as TeX between $ and $");
  return [];
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

/** MathJax 2 takes its TeX from `<script type="math/tex; mode=display">`. */
function writeScript({ properties, children }: Element): ElementContent[] | undefined {
  const type = String(properties.type ?? "");
  if (!/^math\/tex\b/i.test(type)) return undefined;
  const tex = children
    .map((child) => (child.type === "text" ? child.value : ""))
    .join("")
    .trim();
  return /mode=display/i.test(type) ? display(tex) : inline(tex);
}

function inline(tex: string | undefined): ElementContent[] | undefined {
  return tex ? [buildElement("code", {}, [tex])] : undefined;
}

function display(tex: string | undefined): ElementContent[] | undefined {
  return tex ? [buildElement("pre", {}, [buildElement("code", {}, [tex])])] : undefined;
}

/** The annotation that typesetters leave, else the MathML put into TeX. */
function findTex(element: Element): string | undefined {
  const annotations = findElements(element, ({ tagName }) => tagName === "annotation");
  const source = annotations.find(({ properties: { encoding } }) => /tex/i.test(String(encoding)));
  const [math] = findElements(element, ({ tagName }) => tagName === "math");
  const alternative = math?.properties.alttext ?? math?.properties.altText;
  if (source !== undefined) return textOf(source) || undefined;
  if (typeof alternative === "string" && alternative.trim() !== "") return alternative.trim();
  return math === undefined ? undefined : writeTex(math).trim() || undefined;
}

/** How many arguments an element of MathML has, and how TeX writes them. Others are rows of what they hold. */
const SCHEMES: Readonly<Record<string, (parts: readonly string[]) => string>> = {
  mfrac: ([top = "", bottom = ""]) => String.raw`\frac{${top}}{${bottom}}`,
  msup: ([base = "", sup = ""]) => `${base}^{${sup}}`,
  msub: ([base = "", sub = ""]) => `${base}_{${sub}}`,
  msubsup: ([base = "", sub = "", sup = ""]) => `${base}_{${sub}}^{${sup}}`,
  munder: ([base = "", under = ""]) => `${base}_{${under}}`,
  mover: ([base = "", over = ""]) => `${base}^{${over}}`,
  munderover: ([base = "", under = "", over = ""]) => `${base}_{${under}}^{${over}}`,
  mroot: ([base = "", index = ""]) => String.raw`\sqrt[${index}]{${base}}`,
  msqrt: (parts) => String.raw`\sqrt{${parts.join("")}}`,
  mtable: (rows) => String.raw`\begin{matrix}${rows.join(String.raw` \\ `)}\end{matrix}`,
  mtr: (cells) => cells.join(" & "),
  mfenced: (parts) => `(${parts.join(",")})`,
  mspace: () => " ",
};

function writeTex(element: Element): string {
  const { tagName, children } = element;
  if (tagName === "annotation" || tagName === "annotation-xml") return "";
  const parts = children.filter((child) => child.type === "element").map(writeTex);
  const scheme = Object.hasOwn(SCHEMES, tagName) ? SCHEMES[tagName] : undefined;
  if (scheme !== undefined) return scheme(parts);
  return parts.length > 0 ? parts.join("") : textOf(element);
}
