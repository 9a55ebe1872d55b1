/**
 * Answers that polls of feeds never need, as one module that is imported at their first request: isolates of polls start without them.
 * One and not several, as each would make bundlers cut what they share into more files.
 */

export { answerSearch } from "../search/answer-search.ts";
export { answerMedia } from "./answer-media.ts";
export { answerPartner, readPartnerPath } from "./answer-partner.ts";
export { createFormerTargets } from "./former-targets.ts";
export { answerPageScript, answerRobotsFile, answerThemeFile } from "./static-files.ts";
