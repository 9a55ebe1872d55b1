import { escapeHtml } from "../../../lib/xml.ts";
import { findPlayedPage } from "../players.ts";
import { film, NOTHING, UNSEEN } from "./common-rules.ts";
import { HEXO_THEME_TAGS } from "./hexo-theme-tags.ts";
import { INCLUDE } from "./jekyll-includes.ts";
import { argumentOf, readArguments, type Tag, type TagRule, type TagRules, type Writing } from "./tag.ts";
import { nameArticle, writeAddress, writeLink, writeListing, writePicture } from "./write-markup.ts";

const IMAGE_NAME = /\.(?:png|jpe?g|gif|webp|avif|svg)(?:[?#].*)?$/i;

/** Hexo and Octopress: `img [class] address [width] [height] ["title" ["alt"]]`. */
function hexoImage({ argument, positional }: Tag): Writing {
  const at = positional.findIndex((value) => IMAGE_NAME.test(value) || /^(?:https?:)?\//.test(value));
  // Hexo writes title and alternative text in one pair of outer quotes: '"a" "b"'.
  const quoted = Array.from(argument.matchAll(/"([^"]*)"/g), ([, text = ""]) => text);
  // Eleventy quotes the address as well: image "./boat.png", "A boat".
  if (quoted[0] !== undefined && quoted[0] === positional[at]) return writePicture({ src: quoted[0], alt: quoted[1] });
  const words = quoted;
  const [title, alt] = words.length > 0 ? words : positional.slice(at + 1).filter((value) => !/^\d+%?$/.test(value));
  return writePicture({ src: positional[at], alt: alt ?? title, title: alt === undefined ? undefined : title });
}

/** Plugins of Jekyll: `picture [preset] address [--alt words]`, `responsive_image path: address alt: "words"`. */
function pluginImage(tag: Tag): Writing {
  const bare = readArguments(tag.argument.replace(/\{\{[^{}]*\}\}/g, ""));
  const alt = argumentOf(bare, "alt") ?? /(?:^|\s)--alt\s+(.*?)(?:\s+--|$)/s.exec(tag.argument)?.[1];
  const src = argumentOf(bare, "path src") ?? bare.positional.find((value) => IMAGE_NAME.test(value));
  return writePicture({ src, alt: alt?.trim(), caption: argumentOf(bare, "caption") });
}

/** `{% post_link name "words" %}`. */
function hexoLink({ positional: [name, ...words] }: Tag): Writing {
  return name === undefined ? undefined : writeLink(nameArticle(name), words.join(" ") || name.replaceAll("-", " "));
}

/** Hexo: `{% blockquote author, source address title %}`. */
function quotation(tag: Tag): Writing {
  const gap = tag.isMarkdown ? "\n\n" : "";
  const source = tag.argument.trim();
  const footer = source === "" ? "" : `<p><cite>${escapeHtml(source)}</cite></p>`;
  return { before: `<blockquote>${gap}`, after: `${gap}${footer}</blockquote>` };
}

const LISTING: TagRule = {
  body: "verbatim",
  write: (tag) =>
    writeListing(tag, argumentOf(tag, "lang language") ?? (tag.name === "highlight" ? tag.positional[0] : undefined)),
};
const QUOTATION: TagRule = { body: "text", write: quotation };
const RAW: TagRule = { body: "verbatim", write: () => ({ before: "", after: "" }) };

/** Tags between `{%` and `%}`: Jekyll's and Octopress's, Hexo's, and those that Nunjucks and Twig share with them. */
export const LIQUID_TAGS: TagRules = {
  ...HEXO_THEME_TAGS,
  raw: RAW,
  verbatim: RAW,
  comment: UNSEEN,
  highlight: LISTING,
  codeblock: LISTING,
  code: LISTING,
  include: INCLUDE,
  include_cached: INCLUDE,
  post_url: { body: "none", write: ({ argument }) => nameArticle(argument) },
  link: { body: "none", write: linkTo },
  gist: { body: "none", write: ({ positional: [id = ""] }) => writeAddress(`https://gist.github.com/${id}`) },
  // Forem's: any address, and posts and repositories by their names.
  embed: { body: "none", write: ({ positional: [address] }) => writeAddress(address && findPlayedPage(address)) },
  github: {
    body: "none",
    write: ({ positional: [name = ""] }) =>
      writeAddress(`https://github.com/${name.replace(/^https:\/\/github\.com\//, "")}`),
  },
  twitter: {
    body: "none",
    write: ({ positional: [id = ""] }) =>
      /^\d+$/.test(id) ? writeAddress(`https://x.com/i/status/${id}`) : writeAddress(id),
  },
  youtube: film("youtube"),
  vimeo: film("vimeo"),
  asset_img: { body: "none", write: hexoImage },
  img: { body: "none", write: hexoImage },
  image: { body: "none", write: hexoImage },
  picture: { body: "none", write: pluginImage },
  responsive_image: { body: "none", write: pluginImage },
  asset_path: { body: "none", write: ({ positional: [path] }) => path },
  asset_link: {
    body: "none",
    write: ({ positional: [path, ...words] }) => (path ? writeLink(path, words.join(" ") || path) : undefined),
  },
  post_link: { body: "none", write: hexoLink },
  post_path: { body: "none", write: ({ positional: [name] }) => (name ? nameArticle(name) : undefined) },
  iframe: { body: "none", write: ({ positional: [address] }) => writeAddress(address) },
  blockquote: QUOTATION,
  quote: QUOTATION,
  pullquote: { body: "text", write: (tag) => quotation({ ...tag, argument: "" }) },
  toc: NOTHING,
  more: { body: "none", write: () => "<!-- more -->" },
};

/** Jekyll: `{% link _posts/name.md %}` is an address. Hexo: `{% link words address %}` is a link. */
function linkTo({ argument, positional }: Tag): Writing {
  const address = positional.find((value) => /^https?:\/\//.test(value));
  if (address === undefined) return nameArticle(argument);
  return writeAddress(address, positional[0] === address ? undefined : positional[0]);
}
