import { type Clause, isSkip } from "./clause.ts";
import type { Lab } from "./lab.ts";

export type Outcome =
  | { readonly clause: Clause; readonly result: "kept" }
  | { readonly clause: Clause; readonly result: "broken" | "skipped"; readonly diagnostic: string };

/** Checks every clause by itself, several at once, and tells the outcomes in the clauses' order as they come. */
export async function runClauses(
  clauses: readonly Clause[],
  createLab: () => Lab,
  atOnce: number,
  tell: (outcome: Outcome, number: number) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = clauses.entries();
  let told = 0;
  const worker = async () => {
    for (const [index, clause] of waiting) {
      outcomes[index] = await checkClause(clause, createLab());
      for (let next = outcomes[told]; next !== undefined; next = outcomes[told]) tell(next, ++told);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return outcomes;
}

async function checkClause(clause: Clause, lab: Lab): Promise<Outcome> {
  try {
    await clause.check(lab);
    return { clause, result: "kept" };
  } catch (error) {
    return { clause, result: isSkip(error) ? "skipped" : "broken", diagnostic: writeDiagnostic(error) };
  } finally {
    lab.leave();
  }
}

/** One line: what an assertion saw, or why the hub could not even be asked. */
function writeDiagnostic(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return (error.message + cause).replaceAll(/\s+/g, " ").slice(0, 300);
}
