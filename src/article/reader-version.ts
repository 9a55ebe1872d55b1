/**
 * Names what an article's source is read as. Raise it with every change by which a stored source gives another article: the next
 * cron or publish then reads all of them again (`feed/publishing/walk-articles.ts`).
 */
export const READER_VERSION = "5";
