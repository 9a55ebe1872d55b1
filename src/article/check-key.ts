import type { Finding } from "../lib/finding.ts";

const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._-]*$/u;
const MAX_LENGTH = 200;

/** What {@link isKey} accepts, in the words of a message. */
export const KEY_WANTED = `letters, digits, "-", "_", "." and "/", at most ${MAX_LENGTH} characters`;

/** A key is a path inside articles/ without its extension. It becomes part of ids and addresses and never changes. */
export function isKey(text: string): boolean {
  return text.length <= MAX_LENGTH && text.split("/").every((segment) => SEGMENT.test(segment));
}

export function checkKey(key: string): Finding | undefined {
  if (isKey(key)) return undefined;
  const message = `The article's name must have ${KEY_WANTED}, found ${JSON.stringify(key.slice(0, MAX_LENGTH))}`;
  return { severity: "error", reason: "key-invalid", line: undefined, message };
}
