import { escapeHtml } from "../../../lib/xml.ts";
import { FILM_PAGES, type FilmService, findPlayedPage, isFilmId } from "../players.ts";
import type { Tag, Writing } from "./tag.ts";

/** HTML that replaces a tag. It passes the same reader and sanitiser as the author's own HTML. */

/** In the middle of Markdown, too, the text means itself. */
function writeLiterally(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function writeLink(href: string, words: string): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(words)}</a>`;
}

/** A link to a film: by its id, or by the whole address. */
export function writeFilm(service: FilmService, id: string | undefined, title: string | undefined): Writing {
  if (id === undefined) return undefined;
  // People copy the id with the query that follows it: `Ab3dE5gH7_k?si=x`.
  const bare = id.replace(/[?&].*$/s, "");
  const page = isFilmId(bare) ? FILM_PAGES[filmKind(service, bare)](bare) : pageOfAddress(id);
  return page === undefined ? undefined : writeLink(page, title || hostOf(new URL(page)));
}

/** Ids of YouTube's playlists have two letters in front and more than the eleven characters of a film's. */
function filmKind(service: FilmService, id: string): FilmService {
  return service === "youtube" && /^(?:PL|UU|OL|RD|FL)[\w-]{10,}$/.test(id) ? "youtube-playlist" : service;
}

function pageOfAddress(address: string): string | undefined {
  const url = URL.parse(address.startsWith("//") ? `https:${address}` : address);
  return url !== null && /^https?:$/.test(url.protocol) ? findPlayedPage(url.href) : undefined;
}

/** A link that takes the address's host for its words. */
export function writeAddress(address: string | undefined, words?: string): Writing {
  const url = URL.parse(address ?? "");
  return url === null || !/^https?:$/.test(url.protocol) ? undefined : writeLink(url.href, words || hostOf(url));
}

/** Without "www.", by which GitHub's Markdown would make a link of its own. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^www\./, "");
}

interface Picture {
  readonly src: string | undefined;
  readonly alt?: string | undefined;
  readonly title?: string | undefined;
  readonly caption?: string | undefined;
  readonly link?: string | undefined;
  readonly credit?: string | undefined;
}

export function writePicture({ src, alt, title, caption, link, credit }: Picture): Writing {
  if (src === undefined || src === "") return undefined;
  const tip = title === undefined || title === caption ? "" : ` title="${escapeHtml(title)}"`;
  const image = `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt ?? "")}"${tip}>`;
  const shown = link ? `<a href="${escapeHtml(link)}">${image}</a>` : image;
  const words = [caption, credit].filter((text) => text !== undefined && text !== "").join(" ");
  return words === "" ? shown : `<figure>${shown}<figcaption>${words}</figcaption></figure>`;
}

/** A listing as Markdown's fence, or in `pre` where it is not on lines of its own; the body is no Markdown. */
export function writeListing({ body, isMarkdown, isBlock }: Tag, language: string | undefined): Writing {
  const name = /^[\w+#.-]+$/.test(language ?? "") ? language : "";
  if (isMarkdown && isBlock && /^[ \t]*\n/.test(body) && /\n[ \t]*$/.test(body)) {
    const longest = Math.max(2, ...Array.from(body.matchAll(/`{3,}/g), ([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return { before: `${fence}${name}`, after: fence };
  }
  const kind = name ? ` class="language-${escapeHtml(name)}"` : "";
  if (isMarkdown && !isBlock) return `<code>${writeLiterally(body.trim())}</code>`;
  return `<pre><code${kind}>${escapeHtml(body.replace(/^\n/, "").trimEnd())}</code></pre>`;
}

/** A remark set apart: its word first, as readers have no colours and signs for it. */
export function writeNote(word: string, title: string | undefined, { isMarkdown }: Tag): Writing {
  const heading = title?.trim() || word[0]?.toUpperCase() + word.slice(1);
  const gap = isMarkdown ? "\n\n" : "";
  return { before: `<aside><p><strong>${escapeHtml(heading)}</strong></p>${gap}`, after: `${gap}</aside>` };
}

/** The address of another article of the publication by its name: the reader of addresses knows it by the brackets. */
export function nameArticle(name: string): string {
  const [target = "", fragment] = name.trim().split(/#(.*)/s);
  const address = `[[${encodeURI(target).replaceAll("(", "%28").replaceAll(")", "%29")}]]`;
  return fragment ? `${address}#${encodeURIComponent(fragment)}` : address;
}
