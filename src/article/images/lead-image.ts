import type { Element, Root } from "hast";
import { formatAddress } from "../../lib/addresses.ts";
import type { Finding, FindingReason } from "../../lib/finding.ts";
import type { ArticleImage, ImageMediaType, Medium, PictureTexts, StoredFile } from "../article.ts";
import type { BesideField, ImageField } from "../front-matter/read-image-field.ts";
import { isWebAddress } from "../front-matter/yaml-schema.ts";
import { buildElement, findElements, textOf } from "../markup/body-tree.ts";
import type { RecordingFiles } from "../recordings/find-recordings.ts";
import { describeSizes, linkOriginal } from "./body-picture.ts";
import { describeMissingImage, findMediumAt, isLocalPath, PICTURE_BESIDE } from "./media-path.ts";
import { describeThumbnail, mediumUrl, writePictureSet } from "./picture-sizes.ts";
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
  /** Sound and film elsewhere, by address. */
  readonly remoteRecordings?: RecordingFiles["remoteRecordings"];
  readonly isMeasuredLater?: RecordingFiles["isMeasuredLater"];
  /** Why that image could not be fetched or measured. */
  readonly remoteProblem?: Finding | undefined;
}

/** The images an article could be shown with. */
export interface ImageSources extends ImageFiles {
  readonly field: ImageField | undefined;
  /** For a picture that lies beside the article, where `field` names none. */
  readonly beside: BesideField | undefined;
  /** The field's line in the file. */
  readonly line: number | undefined;
  /** The profile's default image, if that is an address instead of a file. */
  readonly defaultAddress: string | undefined;
}

/** The image that the front matter names, as a photograph; nothing or a finding if it is not there. */
export function findGivenImage(sources: ImageSources): ArticleImage | Finding | undefined {
  const { field, line, media, remoteImage, remoteProblem } = sources;
  if (field === undefined) return findPictureBeside(sources);
  const { src, alt, caption, credit, license } = field;
  const texts = { role: "photograph" as const, alt: alt ?? caption ?? "", caption, credit, license };
  if (remoteProblem !== undefined) return warn(remoteProblem.reason, line, remoteProblem.message);
  if (isWebAddress(src)) return { ...texts, ...(remoteImage ?? guessRemote(src)) };
  const medium = findMediumAt(media, src);
  if (medium !== undefined) return { ...texts, ...addOwnTexts(field, medium), ...describeMedium(medium) };
  if (isLocalPath(src)) return warn("image-missing", line, describeMissingImage(src));
  const message = `Cannot use the image "${src}": wanted a file of the publication, or an https:// address`;
  return warn("image-address-invalid", line, message);
}

function findPictureBeside({ media, beside = {} }: ImageSources): ArticleImage | undefined {
  const medium = beside === "none" ? undefined : media.get(PICTURE_BESIDE);
  if (medium === undefined || beside === "none") return undefined;
  const { alt, caption, credit, license } = beside;
  const texts = { role: "photograph" as const, alt: alt ?? caption ?? "", caption, credit, license };
  return { ...texts, ...addOwnTexts(beside, medium), ...describeMedium(medium) };
}

type GivenTexts = { readonly [Name in keyof PictureTexts]?: string | undefined };

/** The texts that the picture's file brings, where the article gives none. */
function addOwnTexts(given: GivenTexts, { texts }: Medium): Partial<ArticleImage> {
  const caption = given.caption ?? texts?.caption;
  return {
    alt: given.alt ?? texts?.alt ?? caption ?? "",
    caption,
    credit: given.credit ?? texts?.credit,
    license: given.license ?? texts?.license,
  };
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
  const texts = { caption: caption && (textOf(caption) || undefined), credit: undefined, license: undefined };
  const own = addOwnTexts({ ...texts, alt: alt || undefined }, medium);
  return { role: "photograph", alt, ...texts, ...own, ...describeMedium(medium) };
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
export function addFigure(tree: Root, image: ArticleImage, media: ReadonlyMap<string, Medium>): Root {
  const isShown = findElements(tree, ({ tagName, properties }) => tagName === "img" && properties.src === image.url);
  if (isShown.length > 0) return tree;
  const medium = [...media.values()].find((one) => mediumUrl(one) === image.url);
  return { ...tree, children: [buildFigure(image, medium), ...tree.children] };
}

function buildFigure({ url, alt, width, height, caption, credit }: ArticleImage, medium: Medium | undefined): Element {
  const sized = medium === undefined ? {} : describeSizes(medium);
  const photo = linkOriginal(buildElement("img", { src: url, ...sized, alt, width, height }, []), medium);
  const texts = [...(caption ? [caption] : []), ...(credit ? [buildElement("small", {}, [credit])] : [])];
  const captionParts = texts.flatMap((text, index) => (index > 0 ? [" ", text] : [text]));
  const captions = captionParts.length > 0 ? [buildElement("figcaption", {}, captionParts)] : [];
  return buildElement("figure", {}, [photo, ...captions]);
}

function describeMedium(medium: Medium) {
  const { mediaType, sizeBytes, width, height } = medium;
  const own = { url: mediumUrl(medium), mediaType, sizeBytes, width, height };
  const srcSet = writePictureSet(medium);
  const thumbnail = describeThumbnail(medium);
  return { ...own, ...(srcSet !== undefined && { srcSet }), ...(thumbnail !== undefined && { thumbnail }) };
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
