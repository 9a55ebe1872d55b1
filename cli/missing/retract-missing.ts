import { describeProblem } from "../api/answers.ts";
import type { ApiClient, ManifestLine } from "../api-client.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { counted } from "../counted.ts";
import { print, printError } from "../output.ts";
import type { Counts } from "../publish-plan.ts";
import type { DividedMissing } from "./divide-missing.ts";

const MAX_SHOWN = 10;

/** Deleting a file does not retract its article: that needs --retract-missing, and happens only if everything else succeeded. */
export function reportMissing({ own, foreign }: DividedMissing, isAsked: boolean): void {
  reportForeign(foreign);
  if (own.length === 0) return;
  const [have, them] = own.length === 1 ? ["has", "it"] : ["have", "them"];
  const articles = `${counted(own.length, "article")} ${have} no file here`;
  print(
    isAsked
      ? `${articles}; nothing is retracted, since not everything could be published:`
      : `${articles} any more; --retract-missing takes ${them} back:`,
  );
  for (const { key } of own.slice(0, MAX_SHOWN)) print(`  ${key}`);
}

/** Prints each article before it is retracted. */
export async function retractMissing(
  { own, foreign }: DividedMissing,
  client: ApiClient,
  counts: Counts,
): Promise<void> {
  reportForeign(foreign);
  for (const { key } of own) print(`retracting ${key}`);
  for (const { key } of own) {
    const answer = await client.retractArticle(key, "");
    if (answer.status < 400) continue;
    counts.failed += 1;
    printError(`${key}: error: ${describeProblem(answer)}`);
  }
}

/** Prints what --retract-missing would do. */
export function planRetractions({ own, foreign }: DividedMissing): void {
  reportForeign(foreign);
  for (const { key } of own) print(`would retract ${key}`);
}

/** The API, a writing tool or another folder wrote them, and alone may say that they end. */
function reportForeign(foreign: readonly ManifestLine[]): void {
  if (foreign.length === 0) return;
  const [were, stay, one] = foreign.length === 1 ? ["was", "stays", "it"] : ["were", "stay", "one"];
  const more = foreign.length > MAX_SHOWN ? ", …" : "";
  const keys = foreign.slice(0, MAX_SHOWN).map(({ key }) => key);
  print(
    `${counted(foreign.length, "article")} ${were} never published from this folder and ${stay}: ${keys.join(", ")}${more}; ${callEdgewire("retract KEY")} takes ${one} back`,
  );
}
