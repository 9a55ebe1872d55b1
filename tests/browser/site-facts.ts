/** How the keys and slugs begin of what the browser tests' site holds besides the fixture publication. */
export const NOTICE = "old-notice-";

/** The article that was taken back. */
export const RETRACTED = `${NOTICE}36`;
