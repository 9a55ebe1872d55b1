/** Types that a browser shows without running anything in them; it saves all others. */
const SHOWN = /^(?:image\/|audio\/|video\/|font\/|application\/pdf$|text\/(?:plain|csv|vtt)\b)/;

/**
 * Protects readers from a file that an article brings along: it is served from the publication's own origin, so nothing in it
 * may run (Content Security Policy 3 §6.3.2, `sandbox`), whatever type a browser sniffs.
 */
export function protectFile(headers: Headers): void {
  const type = headers.get("content-type") ?? "";
  headers.set("X-Content-Type-Options", "nosniff");
  if (type.startsWith("image/")) return;
  headers.set("Content-Security-Policy", "sandbox; default-src 'none'");
  if (!SHOWN.test(type)) headers.set("Content-Disposition", "attachment");
}
