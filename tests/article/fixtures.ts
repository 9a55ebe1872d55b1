import type { Medium } from "../../src/article/article.ts";
import type { SiteProfile } from "../../src/article/profile/site-profile.ts";
import { type ArticleSource, readArticle } from "../../src/article/read-article.ts";

const person = (name: string, slug: string) => ({ name, slug, url: undefined, email: undefined });

export const PROFILE: SiteProfile = {
  title: "The Harbour Times",
  description: "",
  language: "en",
  timeZone: "Asia/Singapore",
  homePage: undefined,
  domain: "example.org",
  since: "2026-01-01",
  author: person("Newsdesk", "newsdesk"),
  authors: [{ ...person("Lim Wei Ling", "lim"), url: "https://example.org/lim" }],
  copyright: undefined,
  license: undefined,
  icon: undefined,
  logo: undefined,
  defaultImage: undefined,
  categories: [{ name: "Ships", slug: "ships", description: undefined, keywords: ["ship", "ships"] }],
  feeds: [],
};

export const PHOTO: Medium = {
  name: "0123456789abcdef0123456789abcdef.jpg",
  mediaType: "image/jpeg",
  sizeBytes: 1234,
  width: 800,
  height: 600,
};

export const COVER: Medium = { ...PHOTO, name: "fedcba9876543210fedcba9876543210.png", mediaType: "image/png" };

/** Reads a text as an article of the profile above; a dated key and a photograph named photo.jpg unless said otherwise. */
export function read(kind: ArticleSource["kind"], text: string, more: Partial<ArticleSource> = {}) {
  const media = new Map([["photo.jpg", PHOTO]]);
  const bytes = new TextEncoder().encode(text);
  return readArticle({ key: "2024-05-01-harbour", kind, bytes, media, ...more }, PROFILE);
}

/** The article itself, for texts that must be readable. */
export function readSound(kind: ArticleSource["kind"], text: string, more: Partial<ArticleSource> = {}) {
  const { article, findings } = read(kind, text, more);
  if (article === undefined) throw new Error(findings.map(({ message }) => message).join("; "));
  return article;
}
