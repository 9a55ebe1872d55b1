import { fail, type Result, succeed } from "./result.ts";

/** A variable of a worker that must be a whole number; a problem names the variable, the value and the limits. */
export function readWholeNumber(name: string, text: string, least: number, most: number): Result<number, string> {
  const number = Number(text);
  if (/^\s*\d+\s*$/.test(text) && number >= least && number <= most) return succeed(number);
  return fail(`${name} must be a whole number from ${least} to ${most}, found "${text}"`);
}
