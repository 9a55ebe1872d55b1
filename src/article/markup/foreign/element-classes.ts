import type { Element } from "hast";

const NONE: readonly string[] = [];

/** The class names of an element, as written. */
export function classesOf({ properties: { className } }: Element): readonly string[] {
  if (Array.isArray(className)) return className.map(String);
  return typeof className === "string" ? className.split(/\s+/) : NONE;
}

export function hasClass(element: Element, names: ReadonlySet<string>): boolean {
  return classesOf(element).some((name) => names.has(name.toLowerCase()));
}
