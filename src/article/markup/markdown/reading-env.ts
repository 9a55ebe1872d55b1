import type { Token } from "markdown-it";
import type { WorkBudget } from "../work-budget.ts";

/** State that the rules share while one text is read; markdown-it passes it to each rule as `env`. */
export interface ReadingEnv {
  [key: string | symbol]: unknown;
  /** BCP 47, for the words of footnotes and notes. */
  readonly language: string;
  readonly budget: WorkBudget;
  /** The line of a comment that hides the rest of the article. */
  unclosedComment?: number;
  /** Written by markdown-it-footnote: the notes in the order of their first reference. */
  footnotes?: { readonly list?: readonly FootnoteEntry[] };
}

export interface FootnoteEntry {
  /** Undefined for a note within the text, `^[so]`. */
  readonly label?: string;
  readonly count?: number;
  readonly tokens?: readonly Token[];
}

/** Only `parseMarkdown` starts a reading, always with such an environment. */
export function readingEnvOf({ env }: { readonly env: object }): ReadingEnv {
  return env as ReadingEnv;
}
