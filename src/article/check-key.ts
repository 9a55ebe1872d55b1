import type { Finding } from "../lib/finding.ts";
import { isPageKey, PAGE_KEYS } from "./standing-page.ts";

/** A path segment: no control characters, no `\`, and no leading dot, which marks hidden files. */
const SEGMENT = /^(?!\.)(?:(?!\p{Noncharacter_Code_Point})[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\\/])+$/u;
const MAX_LENGTH = 300;

/** Describes the keys that {@link isKey} accepts, for messages. */
export const KEY_WANTED = `a path without control characters, "\\" and names that begin with a dot, at most ${MAX_LENGTH} characters`;

/** A key is a path inside articles/ without its extension, or that of a page inside pages/ after {@link PAGE_KEYS}. It becomes part of ids and addresses and never changes. */
export function isKey(text: string): boolean {
  return (
    text.length <= MAX_LENGTH &&
    (isPageKey(text) ? text.slice(PAGE_KEYS.length) : text).split("/").every((segment) => SEGMENT.test(segment))
  );
}

export function checkKey(key: string): Finding | undefined {
  if (isKey(key)) return undefined;
  const message = `The article's name must be ${KEY_WANTED}, found ${JSON.stringify(key.slice(0, MAX_LENGTH))}`;
  return { severity: "error", reason: "key-invalid", line: undefined, message };
}
