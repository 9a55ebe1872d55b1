import type { Extension } from "./extension.ts";
import { createVocabulary, withAttributes } from "./vocabulary.ts";

/** Podlove Simple Chapters 1.2. */
const vocabulary = /* @__PURE__ */ createVocabulary("psc", "http://podlove.org/simple-chapters");

export interface SimpleChapter {
  readonly startSeconds: number;
  readonly title: string;
  readonly href?: string | undefined;
  readonly image?: string | undefined;
}

/** Of an item; an empty list makes no element. */
export function psc(chapters: readonly SimpleChapter[]): Extension[] {
  if (chapters.length === 0) return [];
  return vocabulary({
    chapters: {
      ...withAttributes({ version: "1.2" }),
      "psc:chapter": chapters.map(({ startSeconds, ...rest }) =>
        withAttributes({ start: formatPlayTime(startSeconds), ...rest }),
      ),
    },
  });
}

/** Normal Play Time (RFC 2326 §3.6): hours, minutes, seconds and, where there are any, milliseconds. */
function formatPlayTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const thousandths = Math.round((seconds - whole) * 1_000);
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const time = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return thousandths === 0 ? time : `${time}.${String(thousandths).padStart(3, "0")}`;
}
