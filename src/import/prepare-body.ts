import type { Element, Root } from "hast";
import { isNote } from "../article/derive/is-note.ts";
import { buildElement, findElements, renderHtml } from "../article/markup/body-tree.ts";
import { parsePlainHtml } from "../article/markup/plain-html.ts";
import { isEmptyBody } from "../article/markup/read-body.ts";
import { readHtml } from "../article/markup/read-html.ts";
import { describeRemoved, listRemoved } from "../article/markup/removed-elements.ts";
import { sanitise } from "../article/markup/sanitise.ts";
import { cleanLine, removeForbiddenCharacters } from "../lib/text.ts";
import { escapeHtml } from "../lib/xml.ts";
import type { FindArticlePath } from "./own-links.ts";
import type { PlacedEntry } from "./place-entries.ts";
import type { Loss, SourceEntry, SourceImage } from "./source-feed.ts";

/** An article's images as files beside it: the names by the addresses that the source has. */
export type LocalNames = ReadonlyMap<string, string>;

export interface PreparedBody {
  readonly tree: Root;
  /** As it was written; used where nothing had to be changed. */
  readonly html: string;
  readonly isChanged: boolean;
  /** Absolute addresses of the pictures in it, each once. */
  readonly imageAddresses: readonly string[];
  readonly losses: readonly Loss[];
}

/**
 * Parses a body, makes what is relative absolute, leads links to other imported articles to these, and says what will not be
 * published.
 */
export function prepareBody(
  { entry, canonical }: Pick<PlacedEntry, "entry" | "canonical">,
  findArticle: FindArticlePath,
): PreparedBody {
  const written = removeForbiddenCharacters(addRecordings(entry).replace(/\r\n?/g, "\n")).trim();
  const parsed = parsePlainHtml(written) ?? readHtml(written);
  const losses = describeRemoved(listRemoved(parsed)).map(({ message }) => ({
    field: "body",
    message: `${message}; it stays in the file`,
  }));
  const isEmpty = entry.image === undefined && !saysSomething(parsed) && isEmptyBody(sanitise(parsed));
  const html = isEmpty ? buildStandIn(entry.title, entry.summary, canonical) : written;
  const tree = isEmpty ? readHtml(html) : parsed;
  const isResolved = resolveAll(tree, entry.base ?? entry.link);
  const isChanged = followOwnLinks(tree, findArticle) || isResolved;
  const sources = findElements(tree, isPicture).map(({ properties }) => String(properties.src));
  const message = "it has none: its summary or title stands for it";
  const emptiness = isEmpty ? [{ field: "body", message }] : [];
  const all = [...losses, ...emptiness, ...describeTitle(entry, tree)];
  return { tree, html, isChanged, imageAddresses: [...new Set(sources)], losses: all };
}

/** A note is published without a title: nothing is lost. */
function describeTitle({ title }: SourceEntry, tree: Root): Loss[] {
  if (title !== undefined || isNote("html", undefined, tree)) return [];
  return [{ field: "title", message: "it has none: one is made from its text" }];
}

const KEPT_PARTS = new Set([
  "p",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "blockquote",
  "ul",
  "ol",
  "li",
  "pre",
  "code",
  "a",
  "em",
  "strong",
]);

/** Whether there are words that no sanitiser takes away: nearly every post has some in its first paragraph. */
function saysSomething({ children }: Pick<Root, "children"> | Element): boolean {
  return children.some((node) =>
    node.type === "text"
      ? node.value.trim() !== ""
      : node.type === "element" && KEPT_PARTS.has(node.tagName) && saysSomething(node),
  );
}

/** The body with a player for each recording that it does not show itself. */
function addRecordings({ html = "", recordings = [] }: SourceEntry): string {
  const missing = recordings.filter((address) => !html.includes(address) && !html.includes(escapeHtml(address)));
  const players = missing.map((address) => {
    const tag = /\.(?:mp4|m4v|mov|webm)(?:[?#]|$)/i.test(address) ? "video" : "audio";
    return `<p><${tag} controls src="${escapeHtml(address)}"></${tag}></p>`;
  });
  return [html, ...players].filter((part) => part !== "").join("\n\n");
}

function buildStandIn(title: string | undefined, summary: string | undefined, link: string | undefined): string {
  const text = escapeHtml(cleanLine(summary ?? title ?? "") || "Untitled");
  return link === undefined ? `<p>${text}</p>` : `<p><a href="${escapeHtml(link)}">${text}</a></p>`;
}

function isPicture({ tagName, properties }: Element): boolean {
  return tagName === "img" && typeof properties.src === "string" && properties.src !== "";
}

const SHOWING = new Set(["a", "img", "video", "audio", "source"]);

/** Whether anything had to be changed. Paths on the old site stay: they are what its redirects are for. */
function resolveAll(tree: Root, base: string | undefined): boolean {
  let isChanged = false;
  const resolve = (element: Element, name: "href" | "src" | "poster", isKept: (address: string) => boolean) => {
    const address = element.properties[name];
    if (typeof address !== "string" || address === "" || /^[a-z][a-z\d+.-]*:/i.test(address) || isKept(address)) return;
    const absolute = URL.parse(address, base)?.href;
    if (absolute === undefined) return;
    element.properties[name] = absolute;
    isChanged = true;
  };
  for (const element of findElements(tree, ({ tagName }) => SHOWING.has(tagName))) {
    resolve(element, "href", (address) => /^(?:#|\/(?!\/))/.test(address));
    resolve(element, "src", () => false);
    resolve(element, "poster", () => false);
  }
  return isChanged;
}

/** Whether a link led to another imported article. */
function followOwnLinks(tree: Root, findArticle: FindArticlePath): boolean {
  let isChanged = false;
  for (const { properties } of findElements(tree, ({ tagName }) => tagName === "a")) {
    const path = typeof properties.href === "string" ? findArticle(properties.href) : undefined;
    if (path === undefined) continue;
    properties.href = path;
    isChanged = true;
  }
  return isChanged;
}

/** The body, with its images as files. */
export function renderBody(
  { tree, html, isChanged }: PreparedBody,
  names: LocalNames,
  head: SourceImage | undefined,
): string {
  if (!isChanged && names.size === 0 && head === undefined) return html;
  for (const picture of findElements(tree, ({ tagName }) => tagName === "picture")) {
    const isLocal = findElements(picture, isPicture).some(({ properties }) => names.has(String(properties.src)));
    // Browsers would prefer these, which are still on the old site.
    if (isLocal)
      picture.children = picture.children.filter((node) => node.type !== "element" || node.tagName !== "source");
  }
  for (const { properties } of findElements(tree, isPicture)) {
    const name = names.get(String(properties.src));
    if (name === undefined) continue;
    properties.src = name;
    delete properties.srcSet;
    delete properties.sizes;
  }
  return renderHtml(head === undefined ? tree : { ...tree, children: [buildFigure(head), ...tree.children] });
}

function buildFigure({ src, alt = "", caption }: SourceImage): Element {
  const captions = caption === undefined ? [] : [buildElement("figcaption", {}, [caption])];
  return buildElement("figure", {}, [buildElement("img", { src, alt }, []), ...captions]);
}
