/** How the gate reaches Origin: a path (and query) of Origin's own, answered as `fetch` would. */
export type AskOrigin = (path: string) => Promise<Response>;
