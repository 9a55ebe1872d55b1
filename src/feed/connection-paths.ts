// Addresses of tools and services, apart from those of feeds: an isolate that answers polls never reads them.

/** Where the fediverse looks for accounts of a host (RFC 7033 §4, RFC 6415 §2): a bridge answers there. */
export const BRIDGED_PATHS = ["/.well-known/webfinger", "/.well-known/host-meta"];
/** The endpoint of writing tools; that of their media is below it. */
export const MICROPUB_PATH = "/micropub";
