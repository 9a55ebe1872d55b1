import { readTheme } from "../../feed/theme.ts";
import { pageScript } from "../../pages/theme/page-script.ts";
import { themeFiles } from "../../pages/theme/theme-files.ts";
import { pageKind } from "../documents.ts";
import { missingText } from "../plain-responses.ts";

type Settings = { readonly publicUrl: string };

function answerFile(contentType: string, content: string, cacheControl: string): Response {
  return new Response(content, {
    headers: {
      "Content-Type": contentType,
      "Cache-Control": cacheControl,
      Vary: "Accept-Encoding",
      "Access-Control-Allow-Origin": "*",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

const HOUR = "public, max-age=3600, stale-while-revalidate=86400";

export function answerPageScript(): Response {
  return answerFile("text/javascript; charset=utf-8", pageScript, WEEK);
}

/** RFC 9309; `License` is RSL's. */
export function answerRobotsFile({ publicUrl }: Settings, { hasLicence }: { readonly hasLicence: boolean }): Response {
  const sitemaps = `Sitemap: ${publicUrl}/sitemap.xml\nSitemap: ${publicUrl}/news-sitemap.xml\n`;
  const licence = hasLicence ? `License: ${publicUrl}/license.xml\n` : "";
  return answerFile(
    "text/plain; charset=utf-8",
    `User-agent: *\nDisallow: /api/\nDisallow: /search?\n${sitemaps}${licence}`,
    HOUR,
  );
}

/** A client may use an older copy while the next is fetched: its page was made for it. */
const WEEK = "public, max-age=604800, stale-while-revalidate=2592000";

/** Serves a theme's file: its path holds every value that decides its bytes, so no store is read. */
export function answerThemeFile(theme: string, name: string, settings: Settings): Response {
  const known = readTheme(theme);
  const file = Object.hasOwn(themeFiles, name) ? themeFiles[name] : undefined;
  if (known === undefined || file === undefined) return missingText(pageKind, settings.publicUrl);
  return answerFile(file.contentType, file.write(known), WEEK);
}
