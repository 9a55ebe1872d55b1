/**
 * The name of a feed inside the code and the store: `main`, `categories/<slug>`, `authors/<slug>`, `feeds/<name>`.
 * Its address is the publication's URL, the name (nothing for `main`) and the file name of a format.
 */
export type FeedName = "main" | `categories/${string}` | `authors/${string}` | `feeds/${string}`;

/** The path below which a feed's formats stand: `/`, or `/categories/russia/`. */
export function feedPath(name: FeedName): string {
  return name === "main" ? "/" : `/${name}/`;
}
