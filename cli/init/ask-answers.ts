import { createInterface } from "node:readline/promises";

/** Asks a person for one line; an empty one takes the default. */
export type Ask = (question: string, preset: string) => Promise<string>;

/** Undefined where there is no terminal, or `--yes`: then flags and defaults decide. */
export function openPrompt({
  yes,
}: {
  readonly yes: boolean;
}): { readonly ask: Ask; readonly close: () => void } | undefined {
  if (yes || !process.stdin.isTTY || !process.stdout.isTTY || process.env.CI !== undefined) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return {
    ask: async (question, preset) => {
      const hint = preset === "" ? "" : ` (${preset})`;
      return (await terminal.question(`${question}${hint}: `)).trim() || preset;
    },
    close: () => terminal.close(),
  };
}
