import { discard, type Fetched, fetchWithin, followRedirects, type SourceClient } from "./fetch-source.ts";

/** One slow page must leave the run time for others. */
const PAGE_TIMEOUT_MS = 8_000;
const MAX_PAGE_BYTES = 2 * 1024 * 1024;

/** Fetches the page of an entry, under the rules for sources' addresses. Never throws; nothing beyond the limits is read. */
export function fetchPage(address: string, client: SourceClient): Promise<Fetched> {
  const headers = { Accept: "text/html, application/xhtml+xml;q=0.9", "User-Agent": client.userAgent };
  return fetchWithin({ bytes: MAX_PAGE_BYTES, milliseconds: PAGE_TIMEOUT_MS }, address, headers, client);
}

/** Whether a page is gone, as far as one request can tell; undefined where it cannot. */
export async function isPageGone(address: string, client: SourceClient): Promise<boolean | undefined> {
  const signal = client.startTimeout(PAGE_TIMEOUT_MS);
  try {
    const found = await followRedirects(address, { "User-Agent": client.userAgent }, client, signal);
    if (!found.ok) return undefined;
    const { response } = found.value;
    discard(response);
    if (response.status === 404 || response.status === 410) return true;
    return response.ok ? false : undefined;
  } catch {
    return undefined;
  }
}
