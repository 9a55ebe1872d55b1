import type { Lab } from "./lab.ts";

/** One clause of the Recommendation that a hub can be seen to keep or to break from outside. */
export interface Clause {
  /** Section and name: `5.1/secret`. */
  readonly id: string;
  /** `may`: told, but never a fault. */
  readonly level: "must" | "should" | "may";
  readonly description: string;
  /** Rejects with what was seen instead; with {@link skip} where nothing can be seen at this hub. */
  readonly check: (lab: Lab) => Promise<void>;
}

const SKIPPED = Symbol("skipped");

/** Ends a check: this hub gives no occasion to see whether it keeps the clause. */
export function skip(reason: string): never {
  throw Object.assign(new Error(reason), { [SKIPPED]: true });
}

export function isSkip(error: unknown): boolean {
  return error instanceof Error && SKIPPED in error;
}
