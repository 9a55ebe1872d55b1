import { escapeHtml } from "../../../lib/xml.ts";
import { DRAWN, details, LINK, NOTHING, PLAIN, rulesOf, sound, UNSEEN } from "./common-rules.ts";
import { argumentOf, type Tag, type TagRule, type TagRules, type Writing } from "./tag.ts";
import { writeAddress, writeFilm, writeLink, writeNote } from "./write-markup.ts";

const COLOUR =
  /^(?:red|orange|yellow|green|cyan|blue|purple|pink|gray|grey|black|light|dark|default|primary|simple|modern|flat|disabled|open|child|done|quote|no-icon|fa\w? .*|fa-.*|#[\da-f]{3,8})$/i;

/** Arguments that are words to read: themes give colours, styles and icons as well. */
function wordsOf({ positional }: Tag): readonly string[] {
  return positional.filter((word) => !COLOUR.test(word));
}

/** Parts between commas, as most tags of themes write their arguments. */
function partsOf({ argument }: Tag): readonly string[] {
  return argument.split(/\s*,\s*/).map((part) => part.trim());
}

/** NexT, Butterfly, Fluid: `{% note info simple %}`; Volantis, without a body: `{% note warning, words %}`. */
const NOTE: TagRule = {
  body: "optional",
  write: (tag) => {
    if (tag.body === "" && tag.argument.includes(",")) {
      const [kind = "", ...words] = partsOf(tag);
      const note = writeNote(COLOUR.test(kind) || kind === "" ? "note" : (kind.split(" ")[0] ?? kind), undefined, tag);
      return typeof note === "object" ? `${note.before}${words.join(", ")}${note.after}` : undefined;
    }
    if (tag.body === "") return undefined;
    const [kind = COLOUR.test(tag.positional[0] ?? "") || tag.name === "noteblock" ? "note" : tag.name, ...title] =
      wordsOf(tag);
    return writeNote(kind, title.join(" "), tag);
  },
};

/** `{% folding cyan, title %}`, `{% folding cyan::title %}`, `{% hideToggle title, #fff, #000 %}`. */
const FOLD = details((tag) => {
  const bare = tag.argument.replace(/^\s*(?:open\s+)?\w*\s*::\s*/, "").replace(/^,\s*/, "");
  const parts = bare.split(/\s*,\s*/).filter((part) => part !== "" && !COLOUR.test(part.replace(/\s+open$/, "")));
  return parts[0]?.replace(/^["']|["']$/g, "");
});

/** `{% p subtitle, words %}`, `{% span red, words %}`: the last part is the text. */
const STYLED: TagRule = {
  body: "none",
  write: (tag) =>
    escapeHtml(
      partsOf(tag)
        .slice(tag.argument.includes(",") ? 1 : 0)
        .join(", "),
    ),
};

const STYLED_BLOCK: TagRule = {
  body: "none",
  write: (tag) => `<p>${escapeHtml(partsOf(tag).slice(1).join(", "))}</p>`,
};

/** `{% label words @text %}` and `{% label warning@text %}`. */
const LABEL: TagRule = {
  body: "none",
  write: (tag) => {
    const text = tag.argument.includes("@")
      ? tag.argument.slice(tag.argument.indexOf("@") + 1)
      : wordsOf(tag).join(" ");
    return escapeHtml(text.trim());
  },
};

/** `{% btn address, text, icon %}`, `{% button text, address %}`, `{% button text address %}`. */
const BUTTON: TagRule = {
  body: "none",
  write: (tag) => {
    const parts = tag.argument.includes(",") ? partsOf(tag) : tag.positional;
    const href = parts.find((part) => /^(?:https?:\/\/|\/|#|\.)/.test(part));
    const words = parts.find((part) => part !== href && part !== "" && !COLOUR.test(part) && !/::/.test(part));
    return href === undefined ? undefined : writeLink(href, words ?? href);
  },
};

/** `{% video bilibili:BV1x %}`, `{% video a.mp4 %}`. */
const VIDEO: TagRule = {
  body: "none",
  write: (tag) => {
    const [, service, id = ""] = /^(bilibili|youtube):([\w-]+)/.exec(tag.argument) ?? [];
    if (service === "youtube") return writeFilm("youtube", id, undefined);
    return service === "bilibili" ? writeBilibili(id) : sound("video").write(tag);
  },
};

function writeBilibili(id: string): Writing {
  return /^\w+$/.test(id) ? writeAddress(`https://www.bilibili.com/video/${id}`) : undefined;
}

const CENTRED: TagRule = {
  body: "text",
  write: ({ isMarkdown }) => {
    const gap = isMarkdown ? "\n\n" : "";
    return { before: `<blockquote>${gap}`, after: `${gap}</blockquote>` };
  },
};

/** Words behind a button in the middle of a sentence. */
const INLINE: TagRule = { body: "none", write: (tag) => escapeHtml(partsOf(tag)[0] ?? "") };

const CARD_OF_SITE: TagRule = {
  body: "none",
  write: (tag) => {
    const href = argumentOf(tag, "link url", 0);
    const title = argumentOf(tag, "title name");
    return href === undefined ? undefined : writeAddress(href, title);
  },
};

/** Tags of Hexo's themes, and those of plugins of Jekyll and Eleventy that share their names. */
export const HEXO_THEME_TAGS: TagRules = {
  ...rulesOf("note callout notel noteblock alert warning tip info admonition", NOTE),
  ...rulesOf("folding fold hidetoggle hideblock spoiler details collapse", FOLD),
  ...rulesOf("span u emp wavy del kbd s font", STYLED),
  ...rulesOf("p subtitle", STYLED_BLOCK),
  ...rulesOf("btn button", BUTTON),
  ...rulesOf("cq centerquote", CENTRED),
  ...rulesOf(
    "tabs subtabs timeline timenode gallery gallerygroup galleries grid swiper column columns cell box linkgroup card cards tab grouppicture gp poem",
    PLAIN,
  ),
  ...rulesOf("css js script style", UNSEEN),
  ...rulesOf("flink chart chartjs echarts", DRAWN),
  ...rulesOf("seo social_links bibliography icon emoji inlineicon", NOTHING),
  ...rulesOf("link_card ghcard site linkcard", CARD_OF_SITE),
  ...rulesOf("audio aplayer", sound("audio")),
  ...rulesOf("pdf embedpdf", LINK),
  ...rulesOf("bilibili bvideo", { body: "none", write: (tag) => writeBilibili(argumentOf(tag, "id", 0) ?? "") }),
  label: LABEL,
  hideinline: INLINE,
  video: VIDEO,
};
