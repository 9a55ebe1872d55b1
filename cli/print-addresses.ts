import { print } from "./output.ts";
import { PLACES } from "./project-places.ts";

const ADDRESSES = [
  ["Front page", "/"],
  ["RSS", "/rss.xml"],
  ["Atom", "/atom.xml"],
  ["JSON Feed", "/feed.json"],
  ["All feeds (OPML)", "/feeds.opml"],
  ["Who reads", "/dashboard"],
] as const;

/** Where the token is that opens the dashboard of this machine's publication. */
export const DASHBOARD_TOKEN = `The dashboard opens with the token in ${PLACES.tokenFile}.`;

/** The addresses that a publisher opens first, and a last line. */
export function printAddresses(publicUrl: string, lastLine: string): void {
  print("", ...ADDRESSES.map(([name, path]) => `  ${name.padEnd(18)}${publicUrl}${path}`), "", lastLine);
}
