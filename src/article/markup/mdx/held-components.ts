import { isHeldName } from "../template/held-tags.ts";
import type { JsxTag } from "./jsx.ts";

/** `<MembersOnly>`: a component that shows what it encloses to some readers alone. */
export function isHeldComponent({ name, isClosing, isSelfClosing }: JsxTag): boolean {
  return !isClosing && !isSelfClosing && isHeldComponentName(name);
}

export function isHeldComponentName(name: string): boolean {
  return /^[A-Z]/.test(name) && isHeldName(name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase());
}

/** Beyond the closing tag; components of one name may be nested. */
export function findHeldEnd(name: string, position: number, source: string): number | undefined {
  const tag = new RegExp(`<(/?)${name.replace(/\W/g, "\\$&")}(?=[\\s/>])[^>]*>`, "g");
  tag.lastIndex = position;
  let depth = 0;
  for (let match = tag.exec(source); match !== null; match = tag.exec(source)) {
    if (!match[0].endsWith("/>")) depth += match[1] === "/" ? -1 : 1;
    if (depth === 0) return tag.lastIndex;
  }
  return undefined;
}
