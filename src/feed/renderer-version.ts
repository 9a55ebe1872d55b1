/**
 * Raise it whenever a renderer or a page writes other bytes for the same document. It is part of every feed's epoch, so ETags and kept
 * renderings of older bytes end with it. `tests/feed/renderer-version.test.ts` and
 * `tests/pages/pages-version.test.ts` fail when it was forgotten.
 */
export const RENDERER_VERSION = "5";

export const GENERATOR_NAME = "edgewire";
export const GENERATOR_URI = "https://github.com/edgewire/edgewire";
