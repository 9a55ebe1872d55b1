import { print, printError } from "../output.ts";
import { placeOf, writeFindings } from "../report-findings.ts";
import type { Republication } from "./republish.ts";

const MAX_LINES = 10;

export interface ChangeReport {
  readonly printFirst: (outcome: Republication) => void;
  readonly printChange: (outcome: Republication, milliseconds: number) => void;
}

/** Tells the terminal what a change did: what was sent, what is wrong now, and what no longer is. */
export function createChangeReport(): ChangeReport {
  let known: ReadonlySet<string> = new Set();
  let gone: ReadonlySet<string> = new Set();

  /** An editor may delete a file to save it: nothing is taken back because a file is gone. */
  function printMissing({ missing }: Republication): void {
    const fresh = missing.filter((key) => !gone.has(key));
    printSome(
      fresh.map((key) => `${key} has no file any more and is still shown; edgewire retract ${key} takes it back`),
    );
    gone = new Set(missing);
  }

  function printFindings({ findings }: Republication): void {
    const current = new Map(findings.map((located) => [`${placeOf(located)} ${located.finding.message}`, located]));
    const fresh = [...current].filter(([text]) => !known.has(text)).map(([, located]) => located);
    printError(...writeFindings(fresh, { isVerbose: false }));
    const mended = [...known].filter((text) => !current.has(text)).length;
    if (mended > 0)
      print(current.size === 0 ? "mended: nothing is left to mend" : `mended: ${mended}, left: ${current.size}`);
    known = new Set(current.keys());
  }

  return {
    printFirst(outcome) {
      printSome(outcome.sent);
      printMissing(outcome);
      printFindings(outcome);
      if (outcome.held.length > 0) print("");
      printSome(outcome.held.map(({ mark, title }) => `${mark}: ${title}`));
    },
    printChange(outcome, milliseconds) {
      printSome(outcome.sent);
      const isShown = outcome.sent.length > 0 || outcome.isSiteChanged;
      if (isShown) print(`  shown after ${Math.round(milliseconds)} ms`);
      printMissing(outcome);
      printFindings(outcome);
    },
  };
}

function printSome(lines: readonly string[]): void {
  print(...lines.slice(0, MAX_LINES));
  if (lines.length > MAX_LINES) print(`and ${lines.length - MAX_LINES} more`);
}
