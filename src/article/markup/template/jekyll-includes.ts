import { argumentOf, type Tag, type TagRule, type Writing } from "./tag.ts";
import { writeFilm, writeLink, writeNote, writePicture } from "./write-markup.ts";

interface IncludeRow {
  /** The file's name, in lower case. */
  readonly file: RegExp;
  readonly write: (tag: Tag) => Writing;
}

const FILM_ID = "id youtube_id youtubeid video_id video url src";

/** Files that many themes of Jekyll include; any other one is not here to be read. */
const INCLUDES: readonly IncludeRow[] = [
  { file: /\btoc\b|table-?of-?contents|^(?:ads?|adsense|share|mathjax|math|katex|comments|disqus)\b/, write: () => "" },
  { file: /youtube/, write: (tag) => writeFilm("youtube", argumentOf(tag, FILM_ID, 1), argumentOf(tag, "title")) },
  { file: /vimeo/, write: (tag) => writeFilm("vimeo", argumentOf(tag, FILM_ID, 1), argumentOf(tag, "title")) },
  { file: /(?:^|\/)audio\b/, write: (tag) => writePlayer("audio", tag) },
  { file: /(?:^|\/)video\b/, write: writeVideo },
  {
    file: /(?:^|\/)(?:figure|image|img|picture|post-?image|lightbox|responsive-image|pic|photo)\b/,
    write: writeFigure,
  },
  { file: /(?:^|\/)(?:button|btn|link|cta)\b/, write: writeButton },
  {
    file: /(?:^|\/)(?:alert|callout|notice|note|tip|info|warning|important|admonition|danger|hint|message)\b/,
    write: writeBox,
  },
];

/** `{% include youtube.html id="…" %}`. */
export const INCLUDE: TagRule = {
  body: "none",
  write: (tag) => {
    const file = (tag.positional[0] ?? "").toLowerCase();
    return INCLUDES.find((row) => row.file.test(file))?.write(tag);
  },
};

function writePlayer(element: "audio" | "video", tag: Tag): Writing {
  const src = argumentOf(tag, "src path url file", 1);
  return src === undefined ? undefined : `<${element} src="${encodeURI(src)}" controls></${element}>`;
}

/** A film by its id, or the file of one: as al-folio and Chirpy write it. */
function writeVideo(tag: Tag): Writing {
  if (argumentOf(tag, "path src file")?.match(/\.(?:mp4|m4v|webm|mov|ogv)$/i)) return writePlayer("video", tag);
  const service = argumentOf(tag, "provider") === "vimeo" ? "vimeo" : "youtube";
  return writeFilm(service, argumentOf(tag, FILM_ID) ?? argumentOf(tag, "path"), argumentOf(tag, "title"));
}

function writeFigure(tag: Tag): Writing {
  return writePicture({
    src: argumentOf(tag, "image_path src url path image file img name", 1),
    alt: argumentOf(tag, "alt") ?? argumentOf(tag, "title"),
    caption: argumentOf(tag, "caption description"),
    link: argumentOf(tag, "link href"),
  });
}

function writeButton(tag: Tag): Writing {
  const href = argumentOf(tag, "link url href");
  const words = argumentOf(tag, "text title label content name");
  return href === undefined || words === undefined ? undefined : writeLink(href, words);
}

/** The text is an argument; a bare word names a variable, whose text is not here. */
function writeBox(tag: Tag): Writing {
  const text = argumentOf(tag, "content text message alert body msg", 1);
  if (text === undefined || !/["'`]/.test(tag.argument)) return undefined;
  const name = /([a-z]+)(?:\.\w+)?$/.exec((tag.positional[0] ?? "").toLowerCase())?.[1] ?? "note";
  const kind = argumentOf(tag, "type class") ?? (/^(?:alert|callout|message)$/.test(name) ? "note" : name);
  const note = writeNote(kind.replace(/^alert-|\W.*$/g, "") || "note", argumentOf(tag, "title"), tag);
  return typeof note === "object" ? `${note.before}${text}${note.after}` : undefined;
}
