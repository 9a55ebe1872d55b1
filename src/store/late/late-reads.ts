/** One module, imported at the first of these reads: several would make the bundler split their shared code into more files. */

export { findPeriod } from "../lists/d1-periods.ts";
export { findMediaState, noteLostMedium } from "../media/d1-media-state.ts";
export { announceDue } from "./announce-due.ts";
export { findAlias, findFormerFeed } from "./d1-aliases.ts";
export { findArchive, findArchiveHead } from "./d1-archive.ts";
export { findArticle } from "./d1-article.ts";
export { findLogRevision, findNames } from "./d1-names.ts";
