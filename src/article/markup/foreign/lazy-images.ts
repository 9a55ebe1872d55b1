import type { Element, ElementContent, Properties, Root } from "hast";
import { findElements } from "../body-tree.ts";

/** Where scripts that load images late keep what they put into `src` and `srcset`, most telling first. */
const LAZY_SRC = ["dataSrc", "dataOriginal", "dataLazySrc", "dataLazy", "dataHiSrc", "dataActualsrc", "dataEchoSrc"];
const LAZY_SRCSET = ["dataSrcset", "dataOriginalSet", "dataLazySrcset"];

const LAZY_ELEMENTS: ReadonlySet<string> = new Set(["img", "source", "iframe", "video", "audio"]);

/** Puts the real address where a browser's script would; what stood there is a placeholder. */
export function loadLazily({ tagName, properties }: Element): void {
  if (!LAZY_ELEMENTS.has(tagName)) return;
  const src = findText(properties, LAZY_SRC);
  const srcset = findText(properties, LAZY_SRCSET);
  if (src !== undefined) properties.src = src;
  if (srcset !== undefined) properties.srcSet = srcset;
  // Its own `srcset` is the placeholder's, too.
  else if (src !== undefined) delete properties.srcSet;
}

function findText(properties: Properties, names: readonly string[]): string | undefined {
  return names.map((name) => properties[name]).find((value) => typeof value === "string" && value.trim() !== "") as
    | string
    | undefined;
}

const SHOWN_WITHOUT_SCRIPTS: ReadonlySet<string> = new Set(["img", "picture", "iframe", "video", "audio"]);
/** Counters of visitors are put there, too. */
const COUNTER = /googletagmanager|\/(?:pixel|tr)\?|[?&]noscript=1/;

/**
 * Resolves `noscript`, which holds the images that a page shows without scripts. Each is kept unless the page shows it already;
 * the placeholder before it goes.
 */
export function resolveNoscript(tree: Root): void {
  const all = findElements(tree, ({ tagName }) => tagName === "noscript");
  if (all.length === 0) return;
  const inside = new Set(all.flatMap((element) => findElements(element, isImage)));
  const outside = findElements(tree, isImage).filter((image) => !inside.has(image));
  const shown = new Set(outside.map(({ properties }) => properties.src));
  const pending: (Root | Element)[] = [tree];
  for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
    unwrapNoscript(parent, shown);
    for (const child of parent.children) if (child.type === "element") pending.push(child);
  }
}

function unwrapNoscript(parent: Root | Element, shown: ReadonlySet<Properties[string]>): void {
  const children: Root["children"] = [];
  for (const child of parent.children) {
    if (child.type !== "element" || child.tagName !== "noscript") {
      children.push(child);
      continue;
    }
    const kept = child.children.filter((inner) => isWanted(inner, shown));
    const before = children.at(-1);
    if (kept.length > 0 && before?.type === "element" && isPlaceholder(before)) children.pop();
    children.push(...kept);
  }
  parent.children = children as Element["children"];
}

function isWanted(node: ElementContent, shown: ReadonlySet<Properties[string]>): boolean {
  if (node.type !== "element") return false;
  const media = findElements(node, ({ tagName }) => SHOWN_WITHOUT_SCRIPTS.has(tagName));
  return (
    media.length > 0 &&
    media.every(({ properties }) => {
      return !shown.has(properties.src) && !COUNTER.test(String(properties.src ?? ""));
    })
  );
}

function isImage({ tagName }: Element): boolean {
  return tagName === "img";
}

function isPlaceholder({ tagName, properties: { src } }: Element): boolean {
  return tagName === "img" && (typeof src !== "string" || src.trim() === "" || src.trim().startsWith("data:"));
}
