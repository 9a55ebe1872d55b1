/** Files of articles, which polls never ask Origin for: one module that is imported at their first request. */
export { answerFileFacts } from "./read-file.ts";
export { answerMedia } from "./read-media.ts";
