import feedStylesheet from "../pages/feed.css";
import icon from "../pages/icon.svg";
import pageStylesheet from "../pages/style.css";

/** A file that is part of the worker itself. */
export interface StaticFile {
  readonly path: string;
  readonly answerFile: (settings: { readonly publicUrl: string }) => Response;
}

function file(path: string, contentType: string, write: (publicUrl: string) => string): StaticFile {
  return {
    path,
    answerFile: ({ publicUrl }) =>
      new Response(write(publicUrl), {
        headers: {
          "Content-Type": contentType,
          "Cache-Control": "public, max-age=3600, stale-while-revalidate=86400",
          "Access-Control-Allow-Origin": "*",
          "X-Content-Type-Options": "nosniff",
        },
      }),
  };
}

export const staticFiles: readonly StaticFile[] = [
  file("/style.css", "text/css; charset=utf-8", () => pageStylesheet),
  file("/feed.css", "text/css; charset=utf-8", () => feedStylesheet),
  file("/favicon.ico", "image/svg+xml", () => icon),
  file(
    "/robots.txt",
    "text/plain; charset=utf-8",
    (publicUrl) => `User-agent: *\nDisallow: /api/\nSitemap: ${publicUrl}/sitemap.xml\n`,
  ),
];
