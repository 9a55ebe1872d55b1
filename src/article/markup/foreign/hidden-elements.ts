import type { Element } from "hast";
import { textOf } from "../body-tree.ts";
import { hasClass } from "./element-classes.ts";

/** Class names by which stylesheets of Bootstrap, WordPress, HTML5 Boilerplate and others hide text from the eye. */
const HIDING_CLASSES: ReadonlySet<string> = new Set([
  "sr-only",
  "visually-hidden",
  "visuallyhidden",
  "screen-reader-text",
  "screen-reader-only",
]);

/** The same of Tailwind, Bootstrap, Bulma and others, for every eye: `hidden md:block` and `d-none d-md-block` show it on wide screens. */
const ABSENT_CLASSES: ReadonlySet<string> = new Set(["hidden", "d-none", "is-hidden", "hide", "invisible", "u-hidden"]);
const SHOWING_CLASS = /:(?:block|flex|grid|inline|table|contents|visible)|^d-(?:sm|md|lg|xl|xxl|print)-(?!none)/;

const HIDING_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*(?:!important\s*)?(?:;|$)/i;

/** Whether a browser would not show the element: in a feed, which has no stylesheets, its text would be in the story. */
export function isHidden(element: Element): boolean {
  const { hidden, style, ariaHidden } = element.properties;
  // HTML §6.1: what is hidden "until-found" is part of the text, only folded away.
  if (hidden === true || (typeof hidden === "string" && hidden !== "until-found")) return true;
  if (typeof style === "string" && HIDING_STYLE.test(style)) return true;
  if (element.tagName === "dialog" && element.properties.open === undefined) return true;
  if (isSwitchedOffByScript(element) || isAbsent(element)) return true;
  if (String(ariaHidden) === "true") return element.tagName !== "svg" && textOf(element) !== "";
  return hasClass(element, HIDING_CLASSES) && !isFootnoteLabel(element);
}

function isAbsent(element: Element): boolean {
  const { className } = element.properties;
  return (
    hasClass(element, ABSENT_CLASSES) &&
    !(Array.isArray(className) && className.some((name) => SHOWING_CLASS.test(String(name))))
  );
}

/** Vue's `v-if="false"` and `v-show="false"`. */
function isSwitchedOffByScript({ properties }: Element): boolean {
  return ["v-if", "v-show", "vIf", "vShow"].some((name) => properties[name] === "false");
}

/** The heading of the notes that Markdown readers write for screen readers alone: a feed has it as its only parting line. */
function isFootnoteLabel({ properties: { id } }: Element): boolean {
  return typeof id === "string" && id.endsWith("footnote-label");
}
