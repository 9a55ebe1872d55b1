import { argumentOf, readArguments } from "./tag.ts";
import { nameArticle, writeFilm, writePicture } from "./write-markup.ts";

/** Variables that stand for where a site is: here every path begins at its root. */
const ROOT = /^(?:site\.(?:baseurl|url|github\.url|base_url)|base_?url|BASE_PATH|ASSET_PATH)$/i;
const FILTERS =
  /^(?:\|\s*(?:relative_url|absolute_url|url|absURL|relURL|relLangURL|url_encode|escape|safe|prepend:\s*[\w."'/]+)\s*)*$/;

interface ExpressionRule {
  readonly form: RegExp;
  readonly write: (parts: readonly string[]) => string | undefined;
}

const RULES: readonly ExpressionRule[] = [
  {
    form: /^([\w.]+)\s*((?:\|.*)?)$/s,
    write: ([name = "", filters = ""]) => (ROOT.test(name) && FILTERS.test(filters) ? "" : undefined),
  },
  // `{{ "{{" }}` is how Liquid and Go show a brace, and `{{ "/a.png" | relative_url }}` how Jekyll writes a path.
  { form: /^"([^"]*)"\s*((?:\|.*)?)$/s, write: ([text, filters = ""]) => (FILTERS.test(filters) ? text : undefined) },
  { form: /^'([^']*)'\s*((?:\|.*)?)$/s, write: ([text, filters = ""]) => (FILTERS.test(filters) ? text : undefined) },
  // The blog of Go: `{{raw `text`}}`.
  { form: /^raw\s+`([^`]*)`$/s, write: ([text]) => text },
  // Zola's shortcodes are calls.
  {
    form: /^youtube\(.*?\bid\s*=\s*["']([\w-]+)["'].*\)$/s,
    write: ([id]) => asText(writeFilm("youtube", id, undefined)),
  },
  { form: /^vimeo\(.*?\bid\s*=\s*["']([\w-]+)["'].*\)$/s, write: ([id]) => asText(writeFilm("vimeo", id, undefined)) },
  { form: /^(?:image|img|figure|picture|resize_image)\((.*)\)$/s, write: ([call = ""]) => writeCalledPicture(call) },
  // Hugo's and Zola's functions that name another page.
  { form: /^(?:rel)?ref\s+\.?\s*"([^"]+)"$/, write: ([path = ""]) => nameArticle(path) },
  { form: /^get_url\(path\s*=\s*["']@\/([^"']+)["'].*\)$/, write: ([path = ""]) => nameArticle(path) },
];

function writeCalledPicture(call: string): string | undefined {
  const tag = readArguments(call);
  return asText(
    writePicture({
      src: argumentOf(tag, "src path url", 0),
      alt: argumentOf(tag, "alt"),
      caption: argumentOf(tag, "caption"),
      link: argumentOf(tag, "link href"),
    }),
  );
}

function asText(writing: ReturnType<typeof writeFilm>): string | undefined {
  return typeof writing === "string" ? writing : undefined;
}

/** Text in place of `{{ expression }}`; undefined where only the tool that it was written for can tell it. */
export function writeExpression(expression: string): string | undefined {
  for (const { form, write } of RULES) {
    const match = form.exec(expression.trim());
    const text = match === null ? undefined : write(match.slice(1));
    if (text !== undefined) return text;
  }
  return undefined;
}
