import { createCodeCheck, findMarkdownCode } from "../template/code-ranges.ts";
import { isHeldComponentName } from "./held-components.ts";

/**
 * A comment of MDX, an import at the beginning of a line, and a line that is the end of a component or a component that closes itself.
 * HTML has no element whose name has capitals and small letters; old pages have some in capitals.
 */
const SIGN =
  /\{\/\*|^import\s[\w*{},$\s]{1,200}?\sfrom\s*["'][^"'\n]+["'];?[^\S\n]*$|^(?:<\/[A-Z][\w.]*[a-z][\w.]*>|<[A-Z][\w.]*[a-z][\w.]*(?:\s[^<>\n]*)?\/>)[^\S\n]*$/gm;

const COMPONENT = /<([A-Z]\w*)(?=[\s>])/g;

/** Whether a file that is named as Markdown is MDX: Docusaurus, Next and others read every file as that. */
export function isMdx(source: string): boolean {
  const held = [...source.matchAll(COMPONENT)].filter(([, name = ""]) => isHeldComponentName(name));
  const signs = [...source.matchAll(SIGN), ...held];
  if (signs.length === 0) return false;
  const isInCode = createCodeCheck(findMarkdownCode(source));
  return signs.some(({ index }) => !isInCode(index));
}
