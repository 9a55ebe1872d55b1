import type { DueHost } from "./push-store.ts";

/** How fast a host has answered so far; `untried`: it has no record. */
export type Pace = "quick" | "untried" | "slow";

/** Well above what a healthy subscriber takes, well below the time after which a request is given up. */
const SLOW_MS = 2000;

export function paceOf({ answerMs }: DueHost): Pace {
  if (answerMs === undefined) return "untried";
  return answerMs < SLOW_MS ? "quick" : "slow";
}

export interface PaceRule {
  /** How many hosts a run works at, at once. The platform holds a seventh request until one of six has its answer. */
  readonly lanes: number;
  /** How long a run waits for a host before it leaves it to its lane and ends without it. */
  readonly patienceMs: number;
}

export const paceRules: Readonly<Record<Pace, PaceRule>> = {
  quick: { lanes: 6, patienceMs: 2000 },
  untried: { lanes: 2, patienceMs: 300 },
  slow: { lanes: 2, patienceMs: 100 },
};
