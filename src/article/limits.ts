/** The limits that the command checks before it sends and the publishing API enforces: one table, so that both agree. */

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/** An article's file, and site.yaml. */
export const MAX_ARTICLE_BYTES = 512 * KIBIBYTE;

/** One image. */
export const MAX_IMAGE_BYTES = 10 * MEBIBYTE;

/**
 * The body of one request to the publishing API: an article, its images and its cover. An isolate has 128 MB (Cloudflare's
 * limit), and the form is held once as it came and once as files.
 */
export const MAX_REQUEST_BYTES = 40 * MEBIBYTE;

/** A sound or a film, which is sent in parts. */
export const MAX_RECORDING_BYTES = 2 * 1024 * MEBIBYTE;

/** A cover, and the headers and names of a form's parts. */
const FORM_BYTES = 2 * MEBIBYTE;

/** The images and files of one article together: the rest of a request beside its text. */
export const MAX_FILES_BYTES = MAX_REQUEST_BYTES - MAX_ARTICLE_BYTES - FORM_BYTES;

/** The tags of one article that have pages and feeds: each is a row or more to write at every save. */
export const MAX_FOLLOWED_TAGS = 30;
