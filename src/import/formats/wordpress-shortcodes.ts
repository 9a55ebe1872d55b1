import { escapeHtml } from "../../lib/xml.ts";
import type { SourceImage } from "../source-feed.ts";

/** The pictures that `[gallery]` shows: those with these numbers, or, without numbers, those uploaded to the post. */
export type FindPictures = (ids: readonly string[] | undefined) => readonly SourceImage[];

/** Ends before the next one begins: looking further for an end that is not there takes the square of their number. */
const CAPTION =
  /\[caption[^[\]]*\]\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*<\/a>)?)((?:(?!\[caption)[\s\S])*?)\[\/caption\]/gi;
const CODE_NAMES =
  "code|sourcecode|source|cc|php|js|javascript|css|html|xml|python|ruby|sql|bash|shell|java|cpp|csharp";
const CODE = new RegExp(`\\[(${CODE_NAMES})((?:\\s+[^\\]]*)?)\\]((?:(?!\\[\\1[\\s\\]])[\\s\\S])*?)\\[/\\1\\]`, "gi");
const GALLERY = /\[gallery((?:\s+[^[\]]*)?)\]/gi;
const EMBED = /\[embed[^[\]]*\]\s*(https?:\/\/[^\s<>"[\]]+)\s*\[\/embed\]/gi;
const PLAYER = /\[(audio|video)\s+([^[\]]*)\](?:\s*\[\/\1\])?/gi;
const RECORDING = /\b(?:src|mp3|m4a|ogg|wav|mp4|m4v|webm)=["']?(https?:\/\/[^\s"'\]]+)/i;
/** `[gallery ids="1,2"]`, and no remark such as `[sic]`. */
const LEFT = /\[(?:([a-z][a-z0-9_-]{2,30})\s+[a-z_-]+=[^[\]]*|(gallery|embed|audio|video|playlist))\]/gi;

/** Replaces the shortcodes that WordPress itself brings; `left` names those of plugins, which stay as they are written. */
export function replaceShortcodes(text: string, findPictures: FindPictures): { text: string; left: readonly string[] } {
  const replaced = text
    .replace(CODE, (_, name: string, attributes: string, code: string) => writeCode(name, attributes, code))
    .replace(CAPTION, (_, picture: string, caption: string) => {
      return `\n\n<figure>${picture}<figcaption>${caption.trim()}</figcaption></figure>\n\n`;
    })
    .replace(GALLERY, (tag, attributes: string) => writeGallery(findPictures(readIds(attributes))) ?? tag)
    .replace(EMBED, (_, address: string) => `\n\n<p><a href="${address}">${address}</a></p>\n\n`)
    .replace(PLAYER, (tag, kind: string, attributes: string) => {
      const address = RECORDING.exec(attributes)?.[1];
      return address === undefined ? tag : `\n\n<p><${kind} controls src="${escapeHtml(address)}"></${kind}></p>\n\n`;
    });
  const left = Array.from(replaced.matchAll(LEFT), ([, name, bare = ""]) => (name ?? bare).toLowerCase());
  return { text: replaced, left: [...new Set(left)] };
}

/** The code as it was typed; editors that escaped it (`&lt;`) are told by the absence of a bare `<`. */
function writeCode(name: string, attributes: string, code: string): string {
  const language =
    /\b(?:lang(?:uage)?)=["']?([\w+#-]+)/i.exec(attributes)?.[1] ??
    (/^(?:code|source|sourcecode|cc)$/i.test(name) ? undefined : name);
  const isEscaped = !/[<>]/.test(code) && /&(?:lt|gt|amp);/.test(code);
  const className = language === undefined ? "" : ` class="language-${language.toLowerCase()}"`;
  const text = code.replace(/^\n|\s+$/g, "");
  return `\n\n<pre><code${className}>${isEscaped ? text : escapeHtml(text)}</code></pre>\n\n`;
}

function readIds(attributes: string): string[] | undefined {
  const ids = /\bids=["']?([\d,\s]+)/i.exec(attributes)?.[1];
  return ids?.split(",").map((id) => id.trim());
}

function writeGallery(pictures: readonly SourceImage[]): string | undefined {
  if (pictures.length === 0) return undefined;
  const figures = pictures.map(({ src, alt = "", caption }) => {
    const text = caption === undefined ? "" : `<figcaption>${escapeHtml(caption)}</figcaption>`;
    return `<figure><img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}">${text}</figure>`;
  });
  return `\n\n${figures.join("\n")}\n\n`;
}
