import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { FeedItem } from "../src/feed/feed-item.ts";

// Articles of real prose: text that repeats itself would flatter every contender that compresses.

const PUBLICATION = resolve(import.meta.dirname, "../tests/fixtures/publication");
const BODY_BYTES = 3 * 1024;
const FIRST_PUBLISHED = Date.UTC(2026, 0, 1, 8, 5, 9);
const HOUR = 3_600_000;

export interface Story {
  readonly index: number;
  readonly title: string;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly html: string;
  readonly publishedAt: number;
}

/**
 * Stories of 3 KB of HTML, cut in sequence from the demo publication's texts. They repeat after more than gzip's window of 32
 * KB.
 */
export function buildStories(count: number): Story[] {
  const sentences = readSentences();
  let position = 0;
  const take = (): string => sentences[position++ % sentences.length] ?? "";
  return Array.from({ length: count }, (_, index) => {
    const paragraphs: string[] = [];
    const write = () => paragraphs.map((text) => `<p>${escapeMarkup(text)}</p>`).join("\n");
    while (Buffer.byteLength(write()) < BODY_BYTES) paragraphs.push([take(), take(), take(), take()].join(" "));
    const [first = ""] = paragraphs;
    const publishedAt = FIRST_PUBLISHED + index * HOUR;
    return { index, title: cut(first, 80), summary: cut(first, 140), paragraphs, html: write(), publishedAt };
  });
}

/** Entries of a summary feed, newest first. */
export function buildSummaryItems(count: number): FeedItem[] {
  return buildStories(count)
    .reverse()
    .map(({ index, title, summary, publishedAt }) => ({
      id: `tag:news.example,2026-01-01:article-${index}`,
      link: `https://news.example/articles/article-${index}`,
      title,
      date: new Date(publishedAt),
      published: new Date(publishedAt),
      description: summary,
      author: [
        { name: "Elena Marin", email: "elena@news.example", link: "https://news.example/authors/elena-marin" },
        { name: "Ioannis Pappas", email: "ioannis@news.example" },
      ],
      category: [
        { name: "Harbour", scheme: "https://news.example/categories/" },
        { name: "Railway", scheme: "https://news.example/categories/" },
        { name: "Town hall" },
      ],
      enclosure: {
        url: `https://news.example/media/${digitsOf(index)}.jpg`,
        type: "image/jpeg",
        length: 48_213 + index,
        width: 1200,
        height: 630,
      },
      revision: index + 1,
    }));
}

/** In place of a content hash. */
function digitsOf(index: number): string {
  return Math.imul(index + 1, 0x9e3779b1)
    .toString(16)
    .replace("-", "f")
    .padStart(8, "0")
    .repeat(4);
}

/** Every sentence of the publication, without markup; not those of the log, which was put together from phrases. */
function readSentences(): string[] {
  const files = globSync("**/*.{md,txt,html}", { cwd: PUBLICATION })
    .filter((name) => !name.includes("masters-log"))
    .sort();
  const texts = files.map((name) => removeMarkup(readFileSync(resolve(PUBLICATION, name), "utf8")));
  const sentences = texts.flatMap((text) => text.split(/(?<=[.!?;·]["”»]?)\s+|\n/)).map((text) => text.trim());
  return [...new Set(sentences)].filter((text) => text.length > 20);
}

function removeMarkup(source: string): string {
  return source
    .replace(/^---\n.*?\n---\n/s, "")
    .replace(/```.*?```/gs, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<[^>]*>|[*_`#>|]/g, "")
    .replace(/(?<!\n)\n(?!\n)/g, " ");
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, text.lastIndexOf(" ", length));
}

function escapeMarkup(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
