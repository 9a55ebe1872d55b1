/**
 * Whether a form was posted by another site's page. Browsers say so in Sec-Fetch-Site, older ones in Origin (Fetch §3.2); a client that sends
 * neither is no browser, and carries no one's cookies but its own.
 */
export function isCrossSite({ headers, url }: Request, publicUrl: string | null): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site !== "same-origin" && site !== "none";
  const origin = headers.get("origin");
  return origin !== null && origin !== new URL(url).origin && origin !== publicUrl;
}
