import { callEdgewire } from "../call-edgewire.ts";
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
  let noted: ReadonlySet<string> = new Set();

  /** An editor may delete a file to save it: nothing is taken back because a file is gone. */
  function printDifferences({ missing, retracted, isBlocked }: Republication): void {
    const notes = [
      ...(isBlocked ? ["no edit is shown until site.yaml is mended"] : []),
      ...missing.map(
        (key) =>
          `${key} has no file here and is still in the publication; ${callEdgewire(`retract ${key}`)} removes it`,
      ),
      ...retracted.map(
        (key) => `${key} was retracted and is not shown; ${callEdgewire(`restore ${key}`)} brings it back`,
      ),
    ];
    printSome(notes.filter((note) => !noted.has(note)));
    noted = new Set(notes);
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
      printFindings(outcome);
      printDifferences(outcome);
      if (outcome.held.length > 0) print("");
      printSome(outcome.held.map(({ mark, title }) => `${mark}: ${title}`));
    },
    printChange(outcome, milliseconds) {
      printSome(outcome.sent);
      const isShown = outcome.sent.length > 0 || outcome.isSiteChanged;
      if (isShown) print(`  shown after ${Math.round(milliseconds)} ms`);
      printFindings(outcome);
      printDifferences(outcome);
    },
  };
}

function printSome(lines: readonly string[]): void {
  print(...lines.slice(0, MAX_LINES));
  if (lines.length > MAX_LINES) print(`and ${lines.length - MAX_LINES} more`);
}
