import { print } from "./output.ts";

const ADDRESSES = [
  ["Front page", "/"],
  ["RSS", "/rss.xml"],
  ["Atom", "/atom.xml"],
  ["JSON Feed", "/feed.json"],
  ["All feeds (OPML)", "/feeds.opml"],
  ["Who reads", "/dashboard"],
] as const;

/** The addresses that a publisher opens first, and a last line. */
export function printAddresses(publicUrl: string, lastLine: string): void {
  print("", ...ADDRESSES.map(([name, path]) => `  ${name.padEnd(18)}${publicUrl}${path}`), "", lastLine);
}
