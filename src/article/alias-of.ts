/** Sites where the path names a script, and the query an article: `/item.php?id=2`. */
const SCRIPT = /\.(?:php|aspx?|jsp|cgi)$/;

/** WordPress without permalinks, and its short links: `/?p=12`. */
const NUMBERED = /^\?(?:.*&)?((?:p|page_id)=\d{1,12})(?:&.*)?$/;

/** What an old address is known by: its path, and its query where only that names the article. Percent-encoded as the address is. */
export function aliasOf({ pathname, search }: URL): string {
  if (pathname !== "/") return SCRIPT.test(pathname) ? pathname + search : pathname;
  const number = NUMBERED.exec(search)?.[1];
  return number === undefined ? pathname : `${pathname}?${number}`;
}
