/** Files of articles and a feed that leaves, which ordinary polls never ask Origin for: one module, imported at its first use. */
export { findAbsence } from "./find-absence.ts";
export { answerFileFacts } from "./read-file.ts";
export { answerMedia } from "./read-media.ts";
