/** A longer query is cut: the cost of a search grows with its words. In a file of its own, since the readers' worker needs nothing else of search. */
export const MAX_QUERY_LENGTH = 200;
