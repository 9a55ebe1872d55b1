/** The slug of a standing page is its path: `/about`. That of an article has no slash. */
export function isPageSlug(slug: string): boolean {
  return slug.startsWith("/");
}

/** The path of an article or of a standing page, percent-encoded. Pages link by paths: shorter, and valid under any host name. */
export function articlePath(slug: string): string {
  return isPageSlug(slug) ? `/${encodeURIComponent(slug.slice(1))}` : `/articles/${encodeURIComponent(slug)}`;
}
