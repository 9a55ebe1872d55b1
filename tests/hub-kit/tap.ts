import type { Outcome } from "./run-clauses.ts";

/** TAP 13: one line a clause, what was seen as YAML beneath. `isAllowed`: a known fault, which fails nothing. */
export function writeOutcome(outcome: Outcome, number: number, isAllowed: boolean): string {
  const { clause, result } = outcome;
  const line = `${number} - ${clause.id} ${clause.level}: ${clause.description.replaceAll("#", "\\#")}`;
  if (result === "kept") return `ok ${line}\n`;
  if (result === "skipped") return `ok ${line} # SKIP ${outcome.diagnostic}\n`;
  const directive = isAllowed ? " # TODO allowed by --allow" : "";
  return `not ok ${line}${directive}\n  ---\n  seen: ${JSON.stringify(outcome.diagnostic)}\n  ...\n`;
}

export function isFault({ clause, result }: Outcome, allowed: ReadonlySet<string>): boolean {
  return result === "broken" && clause.level === "must" && !allowed.has(clause.id);
}

export function writeSummary(outcomes: readonly Outcome[], allowed: ReadonlySet<string>): string {
  const count = (result: Outcome["result"]) => outcomes.filter((outcome) => outcome.result === result).length;
  const faults = outcomes.filter((outcome) => isFault(outcome, allowed)).length;
  return `# ${outcomes.length} clauses: ${count("kept")} kept, ${count("broken")} broken (${faults} of them musts that count), ${count("skipped")} could not be seen\n`;
}
