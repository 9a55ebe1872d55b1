import { MAX_QUERY_LENGTH } from "../../search/query-length.ts";

// Addresses of searches. They alone have a query that decides the answer: every other address ignores it.

/** 500 matches in pages of 20. */
const MAX_SEARCH_PAGE = 25;

export interface SearchRequest {
  /** A name of `searchDocuments`. */
  readonly document: string;
  readonly query: string;
  readonly page: number;
}

/** A request of any address, bounded. */
export function readSearch(document: string, { searchParams }: URL): SearchRequest {
  const page = Number(searchParams.get("page") ?? 1);
  const isPage = document === "" && Number.isInteger(page) && page >= 1 && page <= MAX_SEARCH_PAGE;
  const query = (searchParams.get("q") ?? "").slice(0, MAX_QUERY_LENGTH).toWellFormed();
  return { document, query, page: isPage ? page : 1 };
}

/** How a search is named between the workers. */
export function writeSearch({ document, query, page }: SearchRequest): string {
  return `/search/${document}?q=${encodeURIComponent(query)}&page=${page}`;
}
