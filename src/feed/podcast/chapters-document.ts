import type { Episode } from "../../article/episode/episode.ts";
import { articleAddress, resolveMark } from "../build-feed.ts";

/** JSON Chapters 1.2 (podcast namespace, `chapters`). */
export const CHAPTERS_FILE = "chapters.json";
export const CHAPTERS_TYPE = "application/json+chapters";

export function chaptersAddress(publicUrl: string, slug: string): string {
  return `${articleAddress(publicUrl, slug)}/${CHAPTERS_FILE}`;
}

/** The chapters of an episode; of an article without any, an empty list. */
export function renderChapters({ chapters = [] }: Episode, publicUrl: string): string {
  const listed = chapters.map(({ startSeconds, title, url, image, isHidden }) => ({
    startTime: startSeconds,
    title,
    ...(image && { img: resolveMark(image, publicUrl) }),
    ...(url && { url: resolveMark(url, publicUrl) }),
    ...(isHidden && { toc: false }),
  }));
  return `${JSON.stringify({ version: "1.2.0", chapters: listed })}\n`;
}
