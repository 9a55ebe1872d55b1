// The one way to the terminal. Every line may repeat what a file, a feed or a server says.

/** Controls, lone surrogates, noncharacters, separators of lines and paragraphs, and marks that reorder what follows them (UAX #9 §2). */
const UNPRINTABLE = /\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu;

/** A text from outside as one line of a terminal: nothing in it moves the cursor, renames the window or begins a line of its own. */
export function printable(text: string): string {
  return text.replace(/[\t\r\n]+/g, " ").replace(UNPRINTABLE, "");
}

/** Writes lines to standard output; a line break inside a line becomes a space. */
export function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${printable(line)}\n`);
}

/** Writes lines to the standard error. */
export function printError(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${printable(line)}\n`);
}

/** For programs: the value is unchanged, as JSON can escape what a terminal would obey (RFC 8259 §7). */
export function printJson(value: unknown): void {
  const json = JSON.stringify(value, null, 2).split("\n");
  for (const line of json) process.stdout.write(`${line.replace(UNPRINTABLE, escapeUnit)}\n`);
}

function escapeUnit(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
