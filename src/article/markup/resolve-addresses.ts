import type { Element, Root, RootContent } from "hast";
import { formatAddress, formatPath } from "../../lib/addresses.ts";
import type { Finding, FindingReason } from "../../lib/finding.ts";
import { type Medium, PUBLIC_URL_MARK, type StoredFile } from "../article.ts";
import { isImageName } from "../attachments/file-types.ts";
import { describeSizes, linkOriginal } from "../images/body-picture.ts";
import {
  describeMissingImage,
  findMedium,
  findMediumAt,
  isLocalPath,
  isPublishedAddress,
  normaliseMediaPath,
} from "../images/media-path.ts";
import { readSrcset, renderSrcset } from "../images/srcset.ts";
import {
  describeDeadLink,
  type LinkTable,
  pathOfLink,
  readWrittenLink,
  type WrittenLink,
} from "../links/link-table.ts";
import { lineOf } from "./body-tree.ts";
import { LINK_SCHEMES } from "./sanitise-schema.ts";

export interface AddressContext {
  /** The article's path on the public site, e.g. `/articles/kim`. */
  readonly pagePath: string;
  /** The article's own images, keyed by their path from the article's file: `photo.jpg`, `images/map.png`. */
  readonly media: ReadonlyMap<string, Medium>;
  /** Other files beside the article, keyed in the same way. */
  readonly attachments?: ReadonlyMap<string, StoredFile> | undefined;
  /** Undefined where the other files are not known. */
  readonly links?: LinkTable | undefined;
}

export interface ResolvedTree {
  readonly tree: Root;
  readonly findings: Finding[];
  /** Names of the media used, each once, in the order of their first use. */
  readonly mediaNames: string[];
  /** The files that links name, with or without a {@link LinkTable} to resolve them. */
  readonly linkedFiles: string[];
  /** The files of players, by their resolved addresses. */
  readonly played: ReadonlyMap<string, StoredFile>;
}

interface State {
  readonly context: AddressContext;
  readonly findings: Finding[];
  readonly mediaNames: Set<string>;
  readonly linkedFiles: Set<string>;
  /** Inside an element in which a picture cannot be a link. */
  readonly isInLink?: boolean;
  readonly played: Map<string, StoredFile>;
}

/** Addresses on the public site are normalised against this, which is then replaced by PUBLIC_URL_MARK. */
const OWN_ORIGIN = "https://own.invalid";

/**
 * Makes every address of a sanitised tree absolute: a feed reader has no page to resolve them against. The publication's own
 * begin with PUBLIC_URL_MARK. An address that cannot be published is removed, and reported if the article loses content.
 */
export function resolveAddresses(tree: Root, context: AddressContext): ResolvedTree {
  const state: State = { context, findings: [], mediaNames: new Set(), linkedFiles: new Set(), played: new Map() };
  const children = resolveNodes(tree.children, state);
  const { findings, mediaNames, linkedFiles, played } = state;
  return { tree: { ...tree, children }, findings, mediaNames: [...mediaNames], linkedFiles: [...linkedFiles], played };
}

function resolveNodes<Node extends RootContent>(nodes: readonly Node[], state: State): (Node | Element)[] {
  return nodes.flatMap((node): (Node | Element)[] => {
    if (node.type !== "element") return [node];
    const element = resolveElement(node, state);
    if (element === undefined) return [];
    const isLink = node.tagName === "a" || node.tagName === "picture";
    const whole = {
      ...element,
      children: resolveNodes(element.children, isLink ? { ...state, isInLink: true } : state),
    };
    return [state.isInLink === true ? whole : linkOriginal(whole, findPicture(node, state))];
  });
}

/** The medium that an image shows. */
function findPicture({ tagName, properties }: Element, { context }: State): Medium | undefined {
  return tagName === "img" ? findMediumAt(context.media, String(properties.src ?? "")) : undefined;
}

/** Nothing, where an image or a source is left without any address. */
function resolveElement(node: Element, state: State): Element | undefined {
  const element: Element = { ...node, properties: { ...node.properties } };
  const change = (name: string, resolve: (value: string) => string | undefined) => {
    const value = element.properties[name];
    if (typeof value === "string") element.properties[name] = resolve(value);
  };
  change("href", (address) => resolveLink(address, element, state));
  change("cite", (address) => resolveLink(address, element, state));
  change("src", (address) => resolveMedium(address, element, state));
  change("poster", (address) => resolveMedium(address, element, state));
  change("srcSet", (value) => resolveSrcset(value, element, state));
  const medium = findPicture(node, state);
  if (medium !== undefined) completeImage(element, medium);
  const isPicture = node.tagName === "img" || node.tagName === "source";
  if (!isPicture || element.properties.src || element.properties.srcSet) return element;
  // The sanitiser has already taken away `data:`: such an image arrives without an address.
  if (!node.properties.src && !node.properties.srcSet) {
    report(state, node, "warning", "image-address-invalid", `An image${describeAlt(node)} has no ${WANTED}; removed`);
  }
  return undefined;
}

const LINK_PROTOCOLS = LINK_SCHEMES.map((scheme) => `${scheme}:`);

const WANTED = 'address that can be published: want a file beside the article or https://, not "data:"';

function describeAlt(node: Element): string {
  return node.properties.alt ? ` ("${node.properties.alt}")` : "";
}

function resolveLink(address: string, element: Element, state: State): string | undefined {
  const { context, mediaNames } = state;
  const link = element.tagName === "a" ? readWrittenLink(address) : undefined;
  const file = link?.form === "path" ? findFile(address, state) : undefined;
  if (file !== undefined) return useMedium(file, mediaNames);
  const followed = link === undefined ? "kept" : followLink(link, element, state);
  return followed === "kept" ? resolveAddress(address, context.pagePath, LINK_PROTOCOLS) : followed;
}

/**
 * The address of the article that a link means; "kept" where it may lead elsewhere on the site; undefined where it is no link any
 * more, and readers get its words alone.
 */
function followLink(link: WrittenLink, element: Element, state: State): string | "kept" | undefined {
  const { links } = state.context;
  state.linkedFiles.add(link.target);
  const target = links?.find(link.target) ?? "nowhere";
  if (typeof target === "object") return resolveAddress(pathOfLink(target.slug, link.suffix), "/", LINK_PROTOCOLS);
  const isPath = link.form === "path";
  const isRootPath = isPath && link.target.startsWith("/");
  if (target === "nowhere" && (isRootPath || (isPath && links === undefined))) return "kept";
  const { reason, message } = describeDeadLink(link.target.slice(0, 80), target);
  report(state, element, "warning", reason, message);
  return isPath && target === "nowhere" ? "kept" : undefined;
}

/** A file beside the article; images are told by their names, as others are not measured. */
function findFile(address: string, { context }: State): StoredFile | undefined {
  const path = isLocalPath(address) ? (normaliseMediaPath(address) ?? "") : "";
  if (isImageName(path)) return findMediumAt(context.media, address);
  return path === "" || context.attachments === undefined ? undefined : findMedium(context.attachments, path);
}

/** A file that is no image, and not yet one of the publication's. */
function isLocalFile(address: string): boolean {
  return isLocalPath(address) && !isPublishedAddress(address) && !isImageName(normaliseMediaPath(address) ?? "");
}

const PLAYED: ReadonlySet<string> = new Set(["audio", "video", "track", "source"]);

function resolveMedium(address: string, element: Element, state: State): string | undefined {
  if (PLAYED.has(element.tagName) && isLocalFile(address)) return resolvePlayed(address, element, state);
  const { context, mediaNames } = state;
  const medium = findMediumAt(context.media, address);
  if (medium !== undefined) return useMedium(medium, mediaNames);
  if (isLocalPath(address) && !isPublishedAddress(address)) {
    report(state, element, "warning", "image-missing", describeMissingImage(address));
    return undefined;
  }
  const resolved = resolveAddress(address, context.pagePath, ["http:", "https:"]);
  if (resolved === undefined) {
    const found = `found "${address.slice(0, 80)}"`;
    report(state, element, "warning", "image-address-invalid", `An image has no ${WANTED}, ${found}; removed`);
  }
  return resolved;
}

function resolvePlayed(address: string, element: Element, state: State): string | undefined {
  const file = findFile(address, state);
  if (file !== undefined) {
    const resolved = useMedium(file, state.mediaNames);
    state.played.set(resolved, file);
    return resolved;
  }
  const message = `Cannot find the file "${address.slice(0, 80)}" of <${element.tagName}> beside the article`;
  report(state, element, "warning", "file-missing", message);
  return undefined;
}

function resolveSrcset(value: string, element: Element, state: State): string | undefined {
  const candidates = readSrcset(value).flatMap(({ address, descriptor }) => {
    const resolved = resolveMedium(address, element, state);
    return resolved === undefined ? [] : [{ address: resolved, descriptor }];
  });
  return candidates.length > 0 ? renderSrcset(candidates) : undefined;
}

function resolveAddress(address: string, pagePath: string, protocols: readonly string[]): string | undefined {
  const url = URL.parse(address, OWN_ORIGIN + pagePath);
  if (url === null || !protocols.includes(url.protocol)) return undefined;
  return url.origin === OWN_ORIGIN ? PUBLIC_URL_MARK + formatPath(url) : formatAddress(url);
}

function useMedium(medium: StoredFile, mediaNames: Set<string>): string {
  mediaNames.add(medium.name);
  return `${PUBLIC_URL_MARK}/media/${medium.name}`;
}

/** With width and height, the layout does not shift when the image loads. A value that the author gave is kept. */
function completeImage({ properties }: Element, medium: Medium): void {
  if (!properties.alt && medium.texts?.alt !== undefined) properties.alt = medium.texts.alt;
  const width = Number(properties.width ?? Number.NaN);
  const height = Number(properties.height ?? Number.NaN);
  const ratio = medium.width / medium.height;
  if (Number.isNaN(width)) properties.width = Number.isNaN(height) ? medium.width : Math.round(height * ratio);
  if (Number.isNaN(height)) properties.height = Number.isNaN(width) ? medium.height : Math.round(width / ratio);
  if (properties.srcSet === undefined) Object.assign(properties, describeSizes(medium, Number(properties.width)));
}

function report(state: State, node: Element, severity: Finding["severity"], reason: FindingReason, message: string) {
  state.findings.push({ severity, reason, line: lineOf(node), message });
}
