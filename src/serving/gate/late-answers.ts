/**
 * Answers that polls of feeds never need, as one module that is imported at their first request: isolates of polls start without them.
 * One module, since several would make the bundler split their shared code into more files.
 */

export { answerSearch } from "../search/answer-search.ts";
export { answerCountedMedia } from "./answer-media.ts";
export { answerPartner, readPartnerPath } from "./answer-partner.ts";
export { createFormerTargets } from "./former-targets.ts";
export { answerPageScript, answerRobotsFile, answerThemeFile } from "./static-files.ts";
