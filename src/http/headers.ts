/** What Workers Cache heeds above Cache-Control; the gate takes it off. */
export const EDGE_CACHE_HEADER = "Cloudflare-CDN-Cache-Control";
