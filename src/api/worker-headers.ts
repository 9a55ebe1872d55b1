// The headers and the path by which the two workers talk to each other.

/** The publication's settings, as the readers' worker has them. */
export const PUBLIC_URL_HEADER = "edgewire-public-url";
export const MAX_AGE_HEADER = "edgewire-max-age";
/** The network address of the hub's client, for its limits. */
export const CLIENT_HEADER = "edgewire-client";
/** The digest of the publish token, for dashboard sessions; the token itself is never forwarded. */
export const TOKEN_DIGEST_HEADER = "edgewire-token-digest";
/** Where Origin asks for lists and pages: only a worker that is bound to the publishers' can reach it. */
export const LISTS_PATH = "/lists/";
/** The last revision that a stored change made; never leaves the worker. */
export const REVISION_HEADER = "edgewire-revision";
