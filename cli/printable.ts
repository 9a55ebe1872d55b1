import { removeForbiddenCharacters } from "../src/lib/text.ts";

/** A text from outside as one line of a terminal: nothing in it moves the cursor, renames the window or begins a line of its own. */
export function printable(text: string): string {
  return removeForbiddenCharacters(text).replace(/[\t\r\n]+/g, " ");
}
