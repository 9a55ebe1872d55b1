import type { Root } from "hast";
import { lineOf } from "./body-tree.ts";

/** Thrown by a budget that is spent; {@link guardWork} makes a value of it. */
class BudgetSpent extends Error {
  readonly line: number | undefined;

  constructor(line: number | undefined) {
    super("The work budget of an article is spent");
    this.line = line;
  }
}

/**
 * Counts the work of reading one article, so that a source made to be slow ends with a problem that names its line. Counted, not
 * timed: the same source is refused on every machine, and src/article reads no clock.
 */
export class WorkBudget {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  spend(steps: number, line: number | undefined): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetSpent(line);
  }
}

/** Rules and tokens. Prose takes one step for ten characters; a table of single letters, the densest markup, three a character. */
export function createWorkBudget(source: string): WorkBudget {
  return new WorkBudget(Math.min(100_000 + 12 * source.length, 3_000_000));
}

/**
 * Characters of the tree. Tags are at most ten times as long as the shortest marks that make them; more comes of addresses repeated
 * by reference, of cells that fill up short rows, and of formatting that HTML opens again in each block.
 */
export function createOutputBudget(source: string): WorkBudget {
  return new WorkBudget(Math.min(64_000 + 32 * source.length, 4_000_000));
}

/** Spends the size that a tree will have as HTML. Iterative, as the input's depth is unknown. */
export function spendSize(tree: Root, budget: WorkBudget): void {
  const pending: (Root | Root["children"][number])[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === "text") budget.spend(node.value.length, lineOf(node));
    if (node.type === "element") {
      let size = 2 * node.tagName.length + 5;
      for (const [name, value] of Object.entries(node.properties)) size += name.length + String(value).length + 4;
      budget.spend(size, lineOf(node));
    }
    if ("children" in node) for (const child of node.children) pending.push(child);
  }
}

/** Returns the value of `work`, or the line at which its budget was spent. A stack overflow counts as spent, at an unknown line. */
export function guardWork<Value>(
  work: () => Value,
): { readonly value: Value } | { readonly spentAt: number | undefined } {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof BudgetSpent) return { spentAt: error.line };
    if (error instanceof RangeError) return { spentAt: undefined };
    throw error;
  }
}
