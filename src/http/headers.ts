/** Takes precedence over Cache-Control in Workers Cache; the gate removes it. */
export const EDGE_CACHE_HEADER = "Cloudflare-CDN-Cache-Control";
