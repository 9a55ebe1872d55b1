import type { Finding } from "../../lib/finding.ts";
import type { ChapterField } from "../front-matter/podcast/read-chapter-field.ts";
import type { Chapter } from "./recording.ts";

interface Startable {
  readonly startSeconds: number;
  readonly title: string;
  readonly line?: number | undefined;
}

/** A chapter with the address of its image, which `find` gives; an image that is not there is left out. */
export function placeImage(
  { image, line: _, ...chapter }: ChapterField,
  find: (src: string) => string | undefined,
): Chapter {
  const url = image === undefined ? undefined : find(image);
  return { ...chapter, ...(url !== undefined && { image: url }) };
}

/** The chapters that begin within the recording, and a finding for each other: a player would jump to nothing. */
export function keepChapters<One extends Startable>(
  chapters: readonly One[],
  durationSeconds = Number.POSITIVE_INFINITY,
): { readonly kept: readonly One[]; readonly findings: readonly Finding[] } {
  const isWithin = ({ startSeconds }: One) => startSeconds < durationSeconds;
  const findings = chapters
    .filter((chapter) => !isWithin(chapter))
    .map(({ title, startSeconds, line }): Finding => {
      const message = `The chapter "${title.slice(0, 80)}" must begin before the recording ends at ${Math.round(durationSeconds)} s, found ${startSeconds} s; it is left out`;
      return { severity: "warning", reason: "chapter-late", line, message };
    });
  return { kept: chapters.filter(isWithin), findings };
}
