import type { Finding } from "./article.ts";

const SEGMENT = /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._-]*$/u;
const MAX_LENGTH = 200;

/** A key is a path inside articles/ without its extension. It becomes part of ids and addresses and never changes. */
export function checkKey(key: string): Finding | undefined {
  if (key.length <= MAX_LENGTH && key.split("/").every((segment) => SEGMENT.test(segment))) return undefined;
  const wanted = `letters, digits, "-", "_", "." and "/", at most ${MAX_LENGTH} characters`;
  const message = `The article's name must have ${wanted}, found ${JSON.stringify(key.slice(0, MAX_LENGTH))}`;
  return { severity: "error", reason: "key-invalid", line: undefined, message };
}
