import { createHash } from "node:crypto";
import type { Article } from "../src/article/article.ts";
import { hashContent } from "../src/article/content-hash.ts";
import type { StoryOutline } from "../src/article/markup/story-outline.ts";
import type { SiteProfile } from "../src/article/profile/site-profile.ts";
import { type ArticleSource, readArticle } from "../src/article/read-article.ts";
import { themeOf } from "../src/feed/theme.ts";
import { type Finding, hasErrors } from "../src/lib/finding.ts";
import { computePalette } from "../src/pages/theme/palette.ts";
import type { ArticleFile } from "./article-folder.ts";
import type { ArticleLinks } from "./article-links.ts";
import type { AttachmentFolder } from "./attachment-folder.ts";
import type { CoverCard } from "./cover/card.ts";

/** An article ready to be sent: understood, its images loaded, its cover known but not yet drawn. */
export interface PreparedArticle {
  readonly file: ArticleFile;
  readonly article: Article | undefined;
  readonly findings: readonly Finding[];
  readonly cover: { readonly key: string; readonly card: CoverCard } | undefined;
  /** The files it links to, and the slugs of those that were found. */
  readonly linkedFiles: readonly string[];
  readonly links: ReadonlyMap<string, string>;
  /** Addresses of recordings elsewhere, which are measured before the article is sent. */
  readonly unmeasured: readonly string[];
  readonly contentHash: string;
  readonly outline: StoryOutline;
  readonly assigned: AssignedSlug | undefined;
}

/** A slug in place of one that another article has. */
export interface AssignedSlug {
  readonly slug: string;
  readonly finding: Finding;
}

/**
 * Of a cover's key, which is part of its article's content hash and says what the cover shows. How it is drawn, logo and typeface
 * included, is no part of it: with the key, every article would change. Covers stay as they were drawn until their article changes or
 * `publish --redraw-covers` replaces them.
 */
const KEY_VERSION = 1;

interface Preparation {
  /** The targets of its links to other files; undefined until the other files are read. */
  readonly links?: ArticleLinks | undefined;
  /** Given where another article has the slug that this one asks for. */
  readonly assigned?: AssignedSlug | undefined;
}

export async function prepareArticle(
  file: ArticleFile,
  profile: SiteProfile,
  { links, assigned }: Preparation = {},
): Promise<PreparedArticle> {
  const { key, kind, body, media, attachments } = file;
  const source = {
    key,
    kind,
    bytes: body,
    media,
    attachments,
    links,
    assignedSlug: assigned?.slug,
    isMeasuredLater: true,
  };
  const read = hasErrors(file.findings) ? undefined : await readMeasured(source, attachments, profile);
  const article = read?.article;
  const hasOwnImage = article?.image !== undefined && article.image.role !== "default";
  const cover =
    article === undefined || hasOwnImage || article.isNote === true || profile.covers === "none"
      ? undefined
      : planCover(article, profile);
  const names = new Map(
    [...media.used, ...attachments.used, ...attachments.recordings].map(([path, { medium }]) => [path, medium.name]),
  );
  const texts = new Map([...media.used].flatMap(([path, { medium }]) => (medium.texts ? [[path, medium.texts]] : [])));
  const found = links?.used ?? new Map<string, string>();
  return {
    file,
    article,
    findings: [
      ...file.findings,
      ...(assigned === undefined ? [] : [assigned.finding]),
      ...mergeFindings(read?.findings ?? [], new Map([...media.findings, ...attachments.findings])),
    ],
    assigned,
    cover,
    linkedFiles: read?.linkedFiles ?? [],
    unmeasured: read?.unmeasured ?? [],
    links: found,
    contentHash: await hashContent({ kind, body, media: names, texts, coverKey: cover?.key, links: found }, sha256Hex),
    outline: read?.outline ?? { headings: 0, paragraphs: 0 },
  };
}

/** A recording is known once the article asks for it: the article is read again with what was measured. */
async function readMeasured(source: ArticleSource, attachments: AttachmentFolder, profile: SiteProfile) {
  const read = readArticle(source, profile);
  return (await attachments.measure()) ? readArticle(source, profile) : read;
}

/** The folder's finding about a file explains more; the reader only knows that it is missing, but has its line. */
function mergeFindings(read: readonly Finding[], files: ReadonlyMap<string, Finding>): Finding[] {
  const explained = new Set<string>();
  const merged = read.map((finding): Finding => {
    if (finding.reason !== "image-missing" && finding.reason !== "file-missing") return finding;
    const [path, better] = [...files].find(([asked]) => finding.message.includes(`"${asked}"`)) ?? [];
    if (path === undefined || better === undefined) return finding;
    explained.add(path);
    return { ...better, line: finding.line };
  });
  return [...merged, ...[...files].filter(([path]) => !explained.has(path)).map(([, finding]) => finding)];
}

const accents = new WeakMap<SiteProfile, string>();

function accentOf(profile: SiteProfile): string {
  const accent = accents.get(profile) ?? computePalette(themeOf(profile).accent, "light").control;
  accents.set(profile, accent);
  return accent;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Made once for a language and a zone: a thousand articles need few of them. */
function dayFormatOf(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = dayFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone, numberingSystem: "latn" });
  dayFormats.set(key, format);
  return format;
}

function planCover({ title, publishedAt, language }: Article, profile: SiteProfile): PreparedArticle["cover"] {
  const { timeZone, title: publication } = profile;
  const dateText = dayFormatOf(language, timeZone).format(publishedAt);
  const accent = accentOf(profile);
  const card: CoverCard = { title, dateText, publication, accent, language };
  return { key: sha256Hex(JSON.stringify([KEY_VERSION, card])).slice(0, 16), card };
}

function sha256Hex(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
