import { fail, type Result, succeed } from "../lib/result.ts";
import { removeForbiddenCharacters } from "../lib/text.ts";
import type { Finding } from "./article.ts";

const MAX_BYTES = 512 * 1024;

/** A file's bytes as text: UTF-8, LF line ends, no byte order mark, none of the characters that XML forbids. */
export function decodeSource(bytes: Uint8Array): Result<string, Finding> {
  if (bytes.length > MAX_BYTES) {
    const message = `An article must have at most ${MAX_BYTES} bytes, found ${bytes.length}`;
    return fail({ severity: "error", reason: "article-too-large", line: undefined, message });
  }
  const text = decode(bytes);
  if (text === undefined) return fail(describeBadByte(bytes));
  return succeed(removeForbiddenCharacters(text.replace(/\r\n?/g, "\n")));
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

function describeBadByte(bytes: Uint8Array): Finding {
  const offset = findBadByte(bytes);
  const line = 1 + bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
  const byte = bytes[offset];
  const found =
    byte === undefined ? "an unfinished character" : `0x${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  const message = `The text must be UTF-8, found ${found} at byte ${offset}`;
  return { severity: "error", reason: "encoding-invalid", line, message };
}

/** Offset of the first byte that no UTF-8 text has there: the length of the longest beginning a stream could accept. */
function findBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBeginning(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function isBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
