import type { Element, Root } from "hast";
import { formatAddress } from "../../lib/addresses.ts";
import type { Finding, FindingReason } from "../../lib/finding.ts";
import { type ArticleImage, type ImageMediaType, type Medium, PUBLIC_URL_MARK, type StoredFile } from "../article.ts";
import type { ImageField } from "../front-matter/read-image-field.ts";
import { isWebAddress } from "../front-matter/yaml-schema.ts";
import { buildElement, findElements, textOf } from "../markup/body-tree.ts";
import { describeMissingImage, findMediumAt, isLocalPath } from "./media-path.ts";
import type { RemoteImage } from "./remote-image.ts";

/** The images that came with an article. */
export interface ImageFiles {
  /** Its own, by their path from the article's file: `photo.jpg`, `images/map.png`. */
  readonly media: ReadonlyMap<string, Medium>;
  /** Its other files, by their paths. */
  readonly attachments?: ReadonlyMap<string, StoredFile> | undefined;
  /** The card drawn for an article that has no image of its own. */
  readonly cover?: Medium | undefined;
  /** The profile's default image, where that is a file. */
  readonly defaultImage?: Medium | undefined;
  /** The image at the address that `findRemoteImageAddress` found, measured. */
  readonly remoteImage?: RemoteImage | undefined;
  /** Why that image could not be fetched or measured. */
  readonly remoteProblem?: Finding | undefined;
}

/** The images an article could be shown with. */
export interface ImageSources extends ImageFiles {
  readonly field: ImageField | undefined;
  /** The field's line in the file. */
  readonly line: number | undefined;
  /** The profile's default image, if that is an address instead of a file. */
  readonly defaultAddress: string | undefined;
}

/** The image that the front matter names, as a photograph; nothing or a finding if it is not there. */
export function findGivenImage(sources: ImageSources): ArticleImage | Finding | undefined {
  const { field, line, media, remoteImage, remoteProblem } = sources;
  if (field === undefined) return undefined;
  const { src, alt, caption, credit, license } = field;
  const texts = { role: "photograph" as const, alt: alt ?? caption ?? "", caption, credit, license };
  if (remoteProblem !== undefined) return warn(remoteProblem.reason, line, remoteProblem.message);
  if (isWebAddress(src)) return { ...texts, ...(remoteImage ?? guessRemote(src)) };
  const medium = findMediumAt(media, src);
  if (medium !== undefined) return { ...texts, ...describeMedium(medium) };
  if (isLocalPath(src)) return warn("image-missing", line, describeMissingImage(src));
  const message = `Cannot use the image "${src}": wanted a file of the publication, or an https:// address`;
  return warn("image-address-invalid", line, message);
}

/** An image that cannot be shown is a loss, never a reason to refuse the article. */
function warn(reason: FindingReason, line: number | undefined, message: string): Finding {
  return { severity: "warning", reason, line, message };
}

/** The first image of the body that is a file of the article. */
export function findBodyImage(tree: Root, media: ReadonlyMap<string, Medium>): ArticleImage | undefined {
  const byAddress = new Map(Array.from(media.values(), (medium) => [mediumUrl(medium), medium]));
  const shown = findElements(
    tree,
    ({ tagName, properties }) => tagName === "img" && byAddress.has(String(properties.src)),
  );
  const medium = byAddress.get(String(shown[0]?.properties.src));
  if (shown[0] === undefined || medium === undefined) return undefined;
  const [first] = shown;
  const figures = findElements(tree, ({ tagName }) => tagName === "figure");
  const figure = figures.find((element) => findElements(element, (inner) => inner === first).length > 0);
  const caption = figure && findElements(figure, ({ tagName }) => tagName === "figcaption")[0];
  const alt = String(first.properties.alt ?? "");
  return photograph(medium, alt, caption && (textOf(caption) || undefined));
}

function photograph(medium: Medium, alt: string, caption: string | undefined): ArticleImage {
  return { role: "photograph", alt, caption, credit: undefined, license: undefined, ...describeMedium(medium) };
}

/** The image of an article without a photograph: a cover drawn for it, else the publication's default image. */
export function findStandIn(sources: ImageSources, title: string): ArticleImage | undefined {
  const { cover, defaultImage, defaultAddress } = sources;
  const texts = { alt: title, caption: undefined, credit: undefined, license: undefined };
  if (cover) return { role: "cover", ...texts, ...describeMedium(cover) };
  if (defaultImage) return { role: "default", ...texts, ...describeMedium(defaultImage) };
  if (defaultAddress !== undefined) return { role: "default", ...texts, ...guessRemote(defaultAddress) };
  return undefined;
}

/** The body with a photograph at its head, unless it shows it already. */
export function addFigure(tree: Root, image: ArticleImage): Root {
  const isShown = findElements(tree, ({ tagName, properties }) => tagName === "img" && properties.src === image.url);
  return isShown.length > 0 ? tree : { ...tree, children: [buildFigure(image), ...tree.children] };
}

function buildFigure({ url, alt, width, height, caption, credit }: ArticleImage): Element {
  const photo = buildElement("img", { src: url, alt, width, height }, []);
  const texts = [...(caption ? [caption] : []), ...(credit ? [buildElement("small", {}, [credit])] : [])];
  const captionParts = texts.flatMap((text, index) => (index > 0 ? [" ", text] : [text]));
  const captions = captionParts.length > 0 ? [buildElement("figcaption", {}, captionParts)] : [];
  return buildElement("figure", {}, [photo, ...captions]);
}

function mediumUrl({ name }: Medium): string {
  return `${PUBLIC_URL_MARK}/media/${name}`;
}

function describeMedium(medium: Medium) {
  const { mediaType, sizeBytes, width, height } = medium;
  return { url: mediumUrl(medium), mediaType, sizeBytes, width, height };
}

const MEDIA_TYPES: ReadonlyMap<string, ImageMediaType> = new Map([
  ["png", "image/png"],
  ["webp", "image/webp"],
  ["gif", "image/gif"],
  ["avif", "image/avif"],
]);

/** Unmeasured remote image: its type is guessed from the extension. */
function guessRemote(address: string) {
  const url = new URL(address);
  const extension = /\.([a-z]+)$/i.exec(url.pathname)?.[1]?.toLowerCase() ?? "";
  return {
    url: formatAddress(url),
    mediaType: MEDIA_TYPES.get(extension) ?? "image/jpeg",
    sizeBytes: undefined,
    width: undefined,
    height: undefined,
  };
}
