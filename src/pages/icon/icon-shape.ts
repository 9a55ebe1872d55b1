/** The sizes of the icon as bitmaps: of /favicon.ico and of /apple-touch-icon.png, in pixels. */
export const FAVICON_PIXELS = 48;
export const TOUCH_ICON_PIXELS = 180;

/** The sign of a feed. A phone rounds the corners of its icons itself. */
export function writeIconShape(ground: string, sign: string, cornerRadius: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="${cornerRadius}" fill="${ground}"/><g fill="none" stroke="${sign}" stroke-width="3.2" stroke-linecap="round"><path d="M8 8a16 16 0 0 1 16 16"/><path d="M8 15a9 9 0 0 1 9 9"/></g><circle cx="9.6" cy="22.4" r="2.4" fill="${sign}"/></svg>\n`;
}

/** Levels from nothing to the whole ground, and from there to the whole sign: the indexes of the bitmaps' palette. */
export const GROUND_LEVELS = 7;
export const SIGN_LEVELS = 8;
