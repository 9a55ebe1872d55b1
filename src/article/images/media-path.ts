import { DEFAULT_STATIC_FOLDERS } from "../profile/site-profile.ts";

/**
 * Where `media` is asked for the picture in a bundle's folder that Hugo takes for its lead: `featured.jpg`, `cover.png`. No address
 * in a text has this form.
 */
export const PICTURE_BESIDE = "./featured";

/**
 * The normal form of a local image's path: from the article's file (`photo.jpg`, `../img/map.png`) or from the site's root
 * (`/images/a.png`). `./a%20b.jpg?v=2` is `a b.jpg`. Undefined where the path is a folder above everything (`/..`).
 */
export function normaliseMediaPath(address: string): string | undefined {
  return joinSegments(decode(address.replace(/[?#].*$/, "")));
}

/**
 * The paths that an address in a text may mean, likeliest first: decoded and without its query; then as it is written, since
 * file names hold "#", "?" and "%", too. Empty for an address with a scheme or a host.
 */
function listMediaPaths(address: string): string[] {
  if (!isLocalPath(address)) return [];
  const trimmed = address.trim();
  const bare = trimmed.replace(/[?#].*$/, "");
  // Aliases of bundlers, and Zola's sign, for the top of the site.
  const root = /^[@~]\//.test(bare) ? [decode(bare.slice(1))] : [];
  const forms = [decode(bare), bare, decode(trimmed), trimmed, ...root];
  return [...new Set(forms.flatMap((form) => joinSegments(form) || []))];
}

/** Whether an address may name a file of the publication: it has neither a scheme nor a host, and is no part of the page. */
export function isLocalPath(address: string): boolean {
  return !/^\s*(?:$|[a-z][a-z\d+.-]*:|[/\\]{2}|[#?])/i.test(address);
}

function joinSegments(path: string): string | undefined {
  const written = path.replaceAll("\\", "/");
  const isFromRoot = written.startsWith("/");
  const segments: string[] = [];
  for (const segment of written.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else if (isFromRoot) return undefined;
    else segments.push(segment);
  }
  return (isFromRoot ? "/" : "") + segments.join("/");
}

/** Some file systems store `é` as one character, some as two; what the author typed may be either. */
export function findMedium<Value>(media: ReadonlyMap<string, Value>, path: string): Value | undefined {
  return media.get(path) ?? media.get(path.normalize("NFC")) ?? media.get(path.normalize("NFD"));
}

/** The image that an address in a text refers to. */
export function findMediumAt<Value>(media: ReadonlyMap<string, Value>, address: string): Value | undefined {
  for (const path of listMediaPaths(address)) {
    const found = findMedium(media, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A literal "%" is part of the name.
  }
}

/**
 * Before the path of an episode's artwork. The picture is then kept as it is beside its sizes: directories want 1400 pixels and more,
 * and the size for feeds is smaller.
 */
const ARTWORK_MARK = "artwork:";

export function isArtworkPath(path: string): boolean {
  return path.startsWith(ARTWORK_MARK);
}

/** The path without the mark. */
export function pathOfFile(path: string): string {
  return isArtworkPath(path) ? path.slice(ARTWORK_MARK.length) : path;
}

/** An artwork that came along with its article, else the picture at that address: a publisher's own tool may send no other. */
export function findArtworkAt<Value>(media: ReadonlyMap<string, Value>, address: string): Value | undefined {
  for (const path of listMediaPaths(address)) {
    const found = findMedium(media, ARTWORK_MARK + path);
    if (found !== undefined) return found;
  }
  return findMediumAt(media, address);
}

/** The address of a file that the publication holds already; only the store knows whether it does. */
export function isPublishedAddress(address: string): boolean {
  return /^\/media\/[0-9a-f]{32}\.[a-z0-9]{1,8}$/.test(address);
}

const STATIC = `, and in folders of files named ${DEFAULT_STATIC_FOLDERS.join(", ")}, or as "static:" in site.yaml says`;

/** A finding's sentence about an image that is in none of the places where it is looked for. */
export function describeMissingImage(address: string): string {
  const places = address.startsWith("/")
    ? `in the folder of the articles${STATIC}`
    : `beside the article, in the folder of the articles${STATIC}`;
  return `Cannot find the image "${address.slice(0, 200)}": looked ${places}`;
}
