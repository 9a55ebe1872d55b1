import type { Tag } from "../template/tag.ts";
import { writeFilm } from "../template/write-markup.ts";
import { writeEmbedTag, writeFigureTag } from "./embeds.ts";
import { escapeQuotes, type JsxTag, type JsxValue, textOf } from "./jsx.ts";

export interface WrittenTag {
  readonly text: string;
  readonly lost: readonly ("component" | "expression")[];
}

export interface Components {
  /** HTML for the place of a tag. */
  readonly write: (tag: JsxTag) => WrittenTag;
}

const IMAGE_IMPORT = /^import\s+(\w+)\s+from\s+["']([^"'\n]+\.(?:png|jpe?g|gif|webp|avif|svg))["']/gim;

/** Reads which names stand for image files: `import boat from "./boat.png"`. */
export function createComponents(source: string): Components {
  const images = listImageImports(source);
  return { write: (tag) => writeTag(resolveImages(tag, images)) };
}

/** Paths of image files by the names that they are imported under. */
export function listImageImports(source: string): ReadonlyMap<string, string> {
  return new Map(Array.from(source.matchAll(IMAGE_IMPORT), ([, name = "", path = ""]) => [name, path]));
}

function resolveImages(tag: JsxTag, images: ReadonlyMap<string, string>): JsxTag {
  const attributes = new Map(Array.from(tag.attributes, ([name, value]) => [name, resolveImage(value, images)]));
  return { ...tag, attributes };
}

/** `{boat}`, `{boat.src}`, and `{require("./boat.png").default}`. */
function resolveImage(value: JsxValue, images: ReadonlyMap<string, string>): JsxValue {
  if (value === "present" || "text" in value) return value;
  const required = /^require\(\s*["']([^"']+)["']\s*\)(?:\.default)?$/.exec(value.code)?.[1];
  const path = required ?? images.get(value.code.replace(/\.src$/, ""));
  return path === undefined ? value : { text: path };
}

/** Components by whose names people call the same things everywhere, and the elements they are drawn as. */
const ELEMENTS: Readonly<Record<string, string>> = {
  Image: "img",
  Img: "img",
  NextImage: "img",
  Picture: "img",
  StaticImage: "img",
  CldImage: "img",
  BlogImage: "img",
  Zoom: "span",
  Link: "a",
  NextLink: "a",
  Details: "details",
  Summary: "summary",
  Kbd: "kbd",
  Mark: "mark",
  Video: "video",
  Audio: "audio",
  Blockquote: "blockquote",
};

/** Players, whatever a site adds to the service's name: `YouTube`, `LiteYouTubeEmbed`, `YoutubeIframe`, `VimeoPlayer`. */
const FILM = /^(?:Lite|Static)?(YouTube|Vimeo)(?:Lite|Embed|Video|Player|Iframe|Block)*$/i;

function writeTag(tag: JsxTag): WrittenTag {
  const film = FILM.exec(tag.name)?.[1];
  if (film !== undefined) return writeFilmTag(tag, film.toLowerCase() === "vimeo" ? "vimeo" : "youtube");
  const element = Object.hasOwn(ELEMENTS, tag.name) ? ELEMENTS[tag.name] : undefined;
  if (element !== undefined) return writeElement(tag, element);
  if (NOTES.test(tag.name)) return { text: writeNoteTag(tag), lost: [] };
  if (TABS.test(tag.name)) return { text: writeTab(tag), lost: [] };
  if (LAYOUT.test(tag.name)) return { text: "", lost: [] };
  const embed = writeEmbedTag(tag) ?? writeFigureTag(tag);
  if (embed !== undefined) return { text: embed, lost: [] };
  if (tag.name === "TOCInline") return { text: "", lost: [] };
  // A fragment renders only its children.
  if (tag.name === "") return { text: "", lost: [] };
  if (/^[A-Z]|\./.test(tag.name)) return { text: "", lost: tag.isClosing ? [] : ["component"] };
  return writeElement(tag, tag.name);
}

/** Notes of Docusaurus, Starlight, Nextra and Mintlify: by name, or by `type`. */
const NOTES = /^(?:Callout|Admonition|Aside|Alert|Note|Tip|Info|Warning|Caution|Danger)$/;
const KINDS = /^(?:Callout|Admonition|Aside|Alert)$/;
const TABS = /^(?:Tabs|TabItem|Tab)$/;
/** Components that lay out what they enclose, and lists that a tool makes. */
const LAYOUT =
  /^(?:Steps|Step|CardGrid|Cards|Columns?|Grid|Row|Col|Center|Container|Section|Wrapper|Stack|Flex|Fragment|React\.Fragment|FileTree|CodeGroup|Lead|TableOfContents|TOC|Toc|Icon|BrowserOnly)$/;

function writeNoteTag({ name, isClosing, isSelfClosing, attributes }: JsxTag): string {
  if (isSelfClosing) return "";
  if (isClosing) return "\n\n</aside>";
  const kind = KINDS.test(name) ? (textOf(attributes.get("type") ?? attributes.get("variant")) ?? "note") : name;
  const heading = textOf(attributes.get("title")) ?? kind.charAt(0).toUpperCase() + kind.slice(1);
  return `<aside><p><strong>${escapeQuotes(heading)}</strong></p>\n\n`;
}

/** Tabs stand one below the other, each under its label. */
function writeTab({ name, isClosing, attributes }: JsxTag): string {
  const label = name === "Tabs" ? undefined : (textOf(attributes.get("label")) ?? textOf(attributes.get("title")));
  return isClosing || label === undefined ? "" : `<p><strong>${escapeQuotes(label)}</strong></p>\n\n`;
}

function writeFilmTag({ attributes, isClosing }: JsxTag, service: "youtube" | "vimeo"): WrittenTag {
  if (isClosing) return { text: "", lost: [] };
  const named: Tag["named"] = new Map(
    Array.from(attributes, ([name, value]) => [
      name.toLowerCase(),
      value !== "present" && "text" in value ? value.text : "",
    ]),
  );
  const id = ["id", "videoid", "video", "url", "src"].map((name) => named.get(name)).find(Boolean);
  const text = writeFilm(service, id, named.get("title") || undefined);
  return typeof text === "string" ? { text, lost: [] } : { text: "", lost: ["component"] };
}

/** JSX's names of attributes; `key`, `style` and handlers mean nothing to readers. */
const RENAMED: Readonly<Record<string, string>> = { className: "class", htmlFor: "for", to: "href" };
const DROPPED = /^(?:key|ref|style|on[A-Z].*)$/;
const VOID = /^(?:img|br|hr|wbr|source|track|input|col|embed)$/;

function writeElement({ isClosing, isSelfClosing, attributes }: JsxTag, element: string): WrittenTag {
  if (isClosing) return { text: VOID.test(element) ? "" : `</${element}>`, lost: [] };
  const lost: "expression"[] = [];
  const parts = [...attributes].flatMap(([name, value]) => {
    if (DROPPED.test(name)) return [];
    const written = RENAMED[name] ?? name;
    if (value === "present") return [` ${written}`];
    if ("text" in value) return [` ${written}="${escapeQuotes(value.text)}"`];
    lost.push("expression");
    return [];
  });
  const end = isSelfClosing && !VOID.test(element) ? `</${element}>` : "";
  return { text: `<${element}${parts.join("")}>${end}`, lost };
}
