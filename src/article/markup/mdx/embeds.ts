import { writeAddress } from "../template/write-markup.ts";
import { escapeQuotes, type JsxTag, textOf } from "./jsx.ts";

/** Addresses of the pages that embeds show, by the component's name. */
const EMBEDS: Readonly<Record<string, (id: string) => string>> = {
  Tweet: (id) => `https://x.com/i/status/${id}`,
  TweetEmbed: (id) => `https://x.com/i/status/${id}`,
  TwitterTweetEmbed: (id) => `https://x.com/i/status/${id}`,
  StaticTweet: (id) => `https://x.com/i/status/${id}`,
  Gist: (id) => `https://gist.github.com/${id}`,
  CodePen: (id) => `https://codepen.io/pen/${id}`,
  CodeSandbox: (id) => `https://codesandbox.io/s/${id}`,
  Spotify: (id) => `https://open.spotify.com/${id}`,
  LinkCard: (id) => id,
  LinkPreview: (id) => id,
  Bookmark: (id) => id,
  Embed: (id) => id,
};
const EMBED_ID = ["id", "tweetId", "tweetLink", "gist", "url", "href", "src", "link"];

export function writeEmbedTag({ name, isClosing, attributes }: JsxTag): string | undefined {
  const addressOf = Object.hasOwn(EMBEDS, name) ? EMBEDS[name] : undefined;
  if (addressOf === undefined) return undefined;
  if (isClosing) return "";
  const id = EMBED_ID.map((key) => textOf(attributes.get(key))).find(Boolean);
  if (id === undefined) return undefined;
  const address = /^(?:https?:\/\/|\/)/.test(id) ? id : addressOf(id);
  if (address.startsWith("/"))
    return `<a href="${escapeQuotes(address)}">${escapeQuotes(titleOf(attributes) ?? address)}</a>`;
  const link = writeAddress(address, titleOf(attributes));
  return typeof link === "string" ? link : undefined;
}

function titleOf(attributes: JsxTag["attributes"]): string | undefined {
  return textOf(attributes.get("title")) || undefined;
}

/** `<Figure src="…" alt="…" caption="…" />`; without an address a figure encloses its picture. */
export function writeFigureTag({ name, isClosing, isSelfClosing, attributes }: JsxTag): string | undefined {
  if (!/^(?:Figure|ImageFigure|ImageWithCaption|CaptionedImage)$/.test(name)) return undefined;
  if (isClosing) return "\n\n</figure>";
  const src = textOf(attributes.get("src") ?? attributes.get("image"));
  const caption = textOf(attributes.get("caption") ?? attributes.get("title"));
  const image =
    src === undefined
      ? ""
      : `<img src="${escapeQuotes(src)}" alt="${escapeQuotes(textOf(attributes.get("alt")) ?? "")}">`;
  const words = caption === undefined ? "" : `<figcaption>${escapeQuotes(caption)}</figcaption>`;
  if (isSelfClosing) return image === "" ? undefined : `<figure>${image}${words}</figure>`;
  return `<figure>${image}${words}\n\n`;
}
