/** RFC 3986 §2: characters that `URL` leaves in path, query and fragment, though they are not allowed there. */
const LEFT_UNENCODED = /[[\]\\^`{|}]/g;

/** An address as every reader takes it. The brackets of an IPv6 host stay. */
export function formatAddress({ href, host }: URL): string {
  const end = href.indexOf(host) + host.length;
  return href.slice(0, end) + encodeRest(href.slice(end));
}

/** The same from the path on. */
export function formatPath({ pathname, search, hash }: URL): string {
  return encodeRest(pathname + search + hash);
}

function encodeRest(text: string): string {
  return text.replace(LEFT_UNENCODED, encodeURIComponent);
}
