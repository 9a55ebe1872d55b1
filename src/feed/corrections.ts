import type { ArticleRecord } from "../article/article-record.ts";
import { escapeText } from "../lib/xml.ts";
import { formatZonedDay } from "../lib/zoned-dates.ts";

/** An article's full text for feeds. */
export interface FullText {
  /** HTML; own addresses begin with `PUBLIC_URL_MARK`. */
  readonly html: string;
  readonly text: string;
}

/**
 * The story with its corrections below it, as on its page: feed readers may never open the page. Dates are ISO 8601: names of
 * months differ between runtimes, and bytes must be stable.
 */
export function writeFullText({ html, text, language, facets }: ArticleRecord, timeZone: string): FullText {
  const own = /^en(?:-|$)/i.test(language) ? "" : ' lang="en"';
  const notes = facets.corrections.map(({ at, text: note }) => ({ day: formatZonedDay(at, timeZone), note }));
  return {
    html:
      html +
      notes.map(({ day, note }) => `\n<p><strong${own}>Correction</strong> (${day}): ${escapeText(note)}</p>`).join(""),
    text: text + notes.map(({ day, note }) => `\n\nCorrection (${day}): ${note}`).join(""),
  };
}
