import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { callEdgewire } from "../call-edgewire.ts";
import { counted } from "../counted.ts";
import { print, printable } from "../output.ts";
import type { EmptiedFeed } from "./find-emptied-feeds.ts";
import { writeFormerly } from "./write-formerly.ts";

/** One line about a feed that a publish leaves without an article. */
export function describeEmptied({ feed, heir, movesTo }: EmptiedFeed): string {
  if (movesTo !== undefined) return `${feed.name} becomes ${movesTo}: its addresses lead there (301)`;
  const loses = `${feed.name} loses ${feed.articles === 1 ? "its last article" : `its ${counted(feed.articles, "article")}`}`;
  if (heir === undefined) return `${loses}: it is empty from then on; ${callEdgewire(`retire ${feed.name}`)} ends it`;
  const [collection] = heir.name.split("/");
  const line =
    collection === "feeds"
      ? `formerly: ${feed.name.slice("feeds/".length)}`
      : `${collection}: [{ name: ${heir.title}, formerly: ${formerName(feed, heir)} }]`;
  return `${loses} to ${heir.name}: if that is another name of the same, write in site.yaml ${line}, and its addresses lead there`;
}

/** The name that it had, or where that is the same the end of its address. */
function formerName({ name, title }: EmptiedFeed["feed"], heir: { readonly title: string }): string {
  return title.toLowerCase() === heir.title.toLowerCase() ? (name.split("/").at(-1) ?? title) : title;
}

/** Asks one question on a terminal; undefined: there is none to ask on. */
export type Ask = ((question: string) => Promise<boolean>) | undefined;

/** A terminal that a person reads and writes; never in CI. */
export function findAsk(): Ask {
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.CI) return undefined;
  return async (question) => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await terminal.question(printable(question));
    terminal.close();
    return /^\s*y/i.test(answer);
  };
}

/** Reports what is emptied, or asks where a name most likely changed. True: site.yaml says so now, and is to be read again. */
export async function settleEmptiedFeeds(
  emptied: readonly EmptiedFeed[],
  sitePath: string,
  ask: Ask,
): Promise<boolean> {
  let isChanged = false;
  for (const one of emptied) {
    const { feed, heir } = one;
    const text = heir && writeFormerly(readFileSync(sitePath, "utf8"), heir, formerName(feed, heir));
    if (ask === undefined || heir === undefined || text === undefined) {
      print(describeEmptied(one));
      continue;
    }
    const question = `${feed.title} (${counted(feed.articles, "article")}) is gone and ${heir.title} is new. Is it the same under another name? [y/N] `;
    if (!(await ask(question))) continue;
    writeFileSync(sitePath, text);
    print(`${sitePath}: ${heir.title} was called ${feed.title}: the former addresses lead to it`);
    isChanged = true;
  }
  return isChanged;
}
