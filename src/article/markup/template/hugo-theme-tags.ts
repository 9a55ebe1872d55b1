import { escapeHtml } from "../../../lib/xml.ts";
import {
  DRAWN,
  details,
  film,
  LINK,
  NOTHING,
  PICTURE,
  PLAIN,
  page,
  rulesOf,
  sound,
  titled,
  UNSEEN,
} from "./common-rules.ts";
import { argumentOf, type Tag, type TagRule, type TagRules, type Writing } from "./tag.ts";
import { nameArticle, writeLink, writeListing } from "./write-markup.ts";

/** Layout alone: the text that they enclose says everything. */
const LAYOUT = `
  rawhtml unsafe lead center left right columns column col row grid tabs tabpane steps typeit style ltr rtl badge keyword
  keywordlist cards cardpane timeline accordion accordions filetree div span color small big large box boxmd block blocks
  section container wrap wide full-width scrollable colour underline timeline-group
  hextra/feature-grid blocks/section blocks/lead text-center sidenotes footnote
`;
const PICTURES = `
  img image imgcap picture pic photo screenshot imgproc resize responsive-image responsiveimage lazyimg figureforgallery zoom
  lightbox fancybox postimage image-caption figcaption image-with-caption img-post imgresize bundle-image thumb image-zoom
  load-img imgh imgw caption-image
`;
const LINKS = `
  link href btn linkcard blogcard link-card link_card blog-card cta extlink external external-link article url-preview pdf
  embed-pdf attachment download page-ref codeimporter mdimporter bookmark card_link web_link iframe
`;
/** Signs, scripts, and lists that the tool makes of other pages. */
const UNSEEN_SIGNS = `
  icon icons fa fas fab far fal fontawesome load-photoswipe list_children list_tags childpages children pagelist clear
  clearfix hr-line blogdown/postref swatches spacer adsense ads ad donate
`;

const MARK: TagRule = { body: "optional", write: (tag) => writeMark(tag) };

function writeMark(tag: Tag): Writing {
  if (tag.body !== "") return { before: "<mark>", after: "</mark>" };
  const text = argumentOf(tag, "text", 0);
  return text === undefined ? undefined : `<mark>${escapeHtml(text)}</mark>`;
}

/** Docs of Hugo Blox: `{{< staticref "files/a.pdf" >}}words{{< /staticref >}}`. */
const FILE_LINK: TagRule = {
  body: "optional",
  write: (tag) => {
    const path = argumentOf(tag, "path src file", 0);
    if (path === undefined) return undefined;
    const href = /^(?:[a-z]+:|[/.])/i.test(path) ? path : `/${path}`;
    return tag.body === "" ? href : { before: `<a href="${escapeHtml(href)}">`, after: "</a>" };
  },
};

/** A card: a link with a title and a text, or a titled text. */
const CARD: TagRule = {
  body: "optional",
  write: (tag) => {
    const title = argumentOf(tag, "title header name");
    const href = argumentOf(tag, "link href url");
    const text = argumentOf(tag, "subtitle description");
    if (href === undefined) return titled(title, tag);
    const link = `<p>${writeLink(href, title ?? href)}${text ? `: ${escapeHtml(text)}` : ""}</p>`;
    return tag.body === "" ? link : { before: `${link}\n\n`, after: "" };
  },
};

const TIMELINE_ITEM: TagRule = {
  body: "text",
  write: (tag) =>
    titled([argumentOf(tag, "header title", 0), argumentOf(tag, "badge date")].filter(Boolean).join(", "), tag),
};

/** A side note becomes a parenthesis behind the words that it belongs to. */
const SIDENOTE: TagRule = {
  body: "optional",
  write: (tag) => {
    const text = argumentOf(tag, "text note", 0);
    return tag.body === "" && text !== undefined ? `(${escapeHtml(text)})` : { before: "(", after: ")" };
  },
};

const LISTING: TagRule = { body: "verbatim", write: (tag) => writeListing(tag, argumentOf(tag, "lang language", 0)) };

/** Shortcodes of the themes that most sites of Hugo use. */
export const HUGO_THEME_TAGS: TagRules = {
  ...rulesOf(LAYOUT, PLAIN),
  ...rulesOf(PICTURES, PICTURE),
  ...rulesOf(LINKS, LINK),
  ...rulesOf(UNSEEN_SIGNS, NOTHING),
  ...rulesOf("comment script css js todo", UNSEEN),
  ...rulesOf("chart echarts apexcharts mapbox", DRAWN),
  ...rulesOf("youtubelite youtube-lite lite-youtube yt youtube-nocookie youtube-enhanced", film("youtube")),
  ...rulesOf("music", sound("audio")),
  ...rulesOf(
    "accordionitem accordion-item toggle fold folding expandable",
    details((tag) => argumentOf(tag, "title header summary text", 0)),
  ),
  ...rulesOf("mark hl", MARK),
  ...rulesOf("sidenote marginnote", SIDENOTE),
  ...rulesOf("terminal console prompt command codeblock code-block", LISTING),
  timelineitem: TIMELINE_ITEM,
  card: CARD,
  staticref: FILE_LINK,
  docref: { body: "none", write: ({ positional: [path] }) => (path ? nameArticle(path) : undefined) },
  codepen: { body: "none", write: writePen },
  asciinema: page((of) => `https://asciinema.org/a/${of("key id", 0)}`),
  spotify: page((of) => `https://open.spotify.com/${of("type", 0)}/${of("id", 1)}`),
  mastodon: page((of) => `https://${of("host server", 0)}/@${of("user", 1)}/${of("id", 2)}`),
  github: page((of) => `https://github.com/${of("repo", 0)}`),
  gitlab: page((of) => `https://gitlab.com/${of("repo", 0)}`),
  codeberg: page((of) => `https://codeberg.org/${of("repo", 0)}`),
  jsfiddle: page((of) => `https://jsfiddle.net/${of("id", 0)}`),
  codesandbox: page((of) => `https://codesandbox.io/s/${of("id", 0)}`),
  stackblitz: page((of) => `https://stackblitz.com/edit/${of("id", 0)}`),
  bluesky: page((of) => of("link url", 0)),
  peertube: page((of) => `https://${of("server host", 0)}/w/${of("id", 1)}`),
  loom: page((of) => `https://www.loom.com/share/${of("id", 0)}`),
  dailymotion: page((of) => `https://www.dailymotion.com/video/${of("id", 0)}`),
};

function writePen(tag: Tag): Writing {
  const id = argumentOf(tag, "id", 0);
  const user = argumentOf(tag, "user") ?? "pen";
  return id !== undefined && /^\w+$/.test(id) && /^[\w-]+$/.test(user)
    ? writeLink(user === "pen" ? `https://codepen.io/pen/${id}` : `https://codepen.io/${user}/pen/${id}`, "codepen.io")
    : undefined;
}
