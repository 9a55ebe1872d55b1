import type { Element, ElementContent } from "hast";
import { buildElement, findElements, textOf } from "../body-tree.ts";
import { FILM_PAGES, type FilmService, findPlayedPage, isFilmId } from "../players.ts";
import { hasClass } from "./element-classes.ts";

interface FilmElement {
  readonly service: FilmService;
  /** Names of the attributes that may hold the id, as hast spells them. */
  readonly id: readonly string[];
}

/** Elements of components that play a film by its id. Names in lower case, as a parser of HTML makes them. */
const FILM_ELEMENTS: Readonly<Record<string, FilmElement>> = {
  "lite-youtube": { service: "youtube", id: ["videoId", "videoid"] },
  "lite-vimeo": { service: "vimeo", id: ["videoId", "videoid"] },
  "amp-youtube": { service: "youtube", id: ["dataVideoid", "dataVideoId"] },
  "amp-vimeo": { service: "vimeo", id: ["dataVideoid", "dataVideoId"] },
  youtube: { service: "youtube", id: ["id", "videoId", "videoid", "video"] },
  liteyoutube: { service: "youtube", id: ["videoId", "videoid", "id"] },
  liteyoutubeembed: { service: "youtube", id: ["id", "videoId", "videoid"] },
  vimeo: { service: "vimeo", id: ["id", "videoId", "videoid"] },
};

/** A link to what an element plays, around the picture it brings; nothing for an element of another kind. */
export function linkToPlayed(element: Element): ElementContent[] | undefined {
  const film = Object.hasOwn(FILM_ELEMENTS, element.tagName) ? FILM_ELEMENTS[element.tagName] : undefined;
  if (film !== undefined) return linkToFilm(element, film);
  if (hasClass(element, EMBED_WRAPPERS)) return linkToAddress(element);
  if (element.tagName === "object" || element.tagName === "embed") return linkToObject(element);
  return undefined;
}

/** WordPress's embed block stores the bare address, which the site turns into a player. */
const EMBED_WRAPPERS: ReadonlySet<string> = new Set(["wp-block-embed__wrapper"]);

function linkToAddress(element: Element): ElementContent[] | undefined {
  const text = textOf(element);
  const url = /^https?:\/\/\S+$/.test(text) ? URL.parse(text) : null;
  return url === null ? undefined : [linkTo(findPlayedPage(url.href), { ...element, children: [] }, undefined)];
}

function linkToFilm(element: Element, { service, id: names }: FilmElement): ElementContent[] | undefined {
  const { properties } = element;
  const value = names.map((name) => properties[name]).find((candidate) => candidate !== undefined);
  const id = String(value ?? "");
  // Some components take the whole address.
  const page = isFilmId(id) ? FILM_PAGES[service](id) : findFilmAddress(id);
  const label = properties.playlabel ?? properties.playLabel ?? properties.title;
  return page === undefined ? undefined : [linkTo(page, element, label)];
}

function findFilmAddress(address: string): string | undefined {
  return /^https:\/\/[\w.-]+\//.test(address) ? findPlayedPage(address) : undefined;
}

/**
 * Flash players of old posts, and documents embedded in a frame; the element's content is fallback for browsers that cannot
 * show them.
 */
function linkToObject(element: Element): ElementContent[] | undefined {
  const params = findElements(element, ({ tagName }) => tagName === "param");
  const movie = params.find(({ properties: { name } }) => /^(?:movie|src)$/i.test(String(name)));
  const inner = findElements(element, ({ tagName }) => tagName === "embed")[0];
  const { data, src, title } = element.properties;
  const address = String(data ?? src ?? movie?.properties.value ?? inner?.properties.src ?? "").trim();
  if (address === "" || /^(?:data|javascript|blob):/i.test(address)) return undefined;
  return [linkTo(findPlayedPage(address), element, title)];
}

function linkTo(href: string, element: Element, label: unknown): Element {
  const picture = findPicture(element);
  const words = String(label ?? "").trim() || nameOf(href);
  const link = buildElement("a", { href }, [
    picture === undefined ? words : { ...picture, properties: { alt: words, ...picture.properties } },
  ]);
  return element.position === undefined ? link : { ...link, position: element.position };
}

/** The still of the film: an image inside, or the one that the component paints behind its button. */
function findPicture(element: Element): Element | undefined {
  const inside = findElements(element, ({ tagName }) => tagName === "img")[0];
  if (inside !== undefined) return inside;
  const style = String(element.properties.style ?? "");
  const address = /background(?:-image)?\s*:[^;]*url\(\s*(["']?)([^"')]+)\1\s*\)/i.exec(style)?.[2];
  return address === undefined ? undefined : buildElement("img", { src: address }, []);
}

function nameOf(address: string): string {
  const url = URL.parse(address);
  if (url !== null && /^https?:$/.test(url.protocol)) return url.hostname;
  return address.replace(/[?#].*$/, "").replace(/^.*\//, "") || address;
}

const PLAYED: ReadonlySet<string> = new Set(["video", "audio"]);
const PARTS: ReadonlySet<string> = new Set(["source", "track"]);

/** HTML §4.8.8: what else a film or a recording holds is for browsers without the element, and no text of the article. */
export function dropFallback(element: Element): void {
  if (!PLAYED.has(element.tagName)) return;
  element.children = element.children.filter((child) => child.type === "element" && PARTS.has(child.tagName));
}
