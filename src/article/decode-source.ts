import type { Finding } from "../lib/finding.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import { removeForbiddenCharacters } from "../lib/text.ts";
import { MAX_ARTICLE_BYTES } from "./limits.ts";

/** A file's bytes as text: UTF-8, LF line ends, no byte order mark, none of the characters that XML forbids. */
export function decodeSource(bytes: Uint8Array, name = "An article"): Result<string, Finding> {
  if (bytes.length > MAX_ARTICLE_BYTES) {
    const message = `${name} must have at most ${MAX_ARTICLE_BYTES} bytes, found ${bytes.length}`;
    return fail({ severity: "error", reason: "article-too-large", line: undefined, message });
  }
  if (isUtf16(bytes)) {
    const message = "The text must be UTF-8, found UTF-16; save the file as UTF-8";
    return fail({ severity: "error", reason: "encoding-invalid", line: 1, message });
  }
  const text = decode(bytes);
  if (text === undefined) return fail(describeBadByte(bytes));
  return succeed(removeForbiddenCharacters(text.replace(/\r\n?/g, "\n")));
}

/** By a byte order mark, or zeros as every second byte of the beginning: such a text is valid UTF-8 with NUL characters. */
function isUtf16([first, second, third, fourth]: Uint8Array): boolean {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return (second === 0 && fourth === 0) || (first === 0 && third === 0);
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

function decode(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function describeBadByte(bytes: Uint8Array): Finding {
  const offset = findBadByte(bytes);
  const line = 1 + bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length;
  const found = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  const message = `The text must be UTF-8, found 0x${found} at byte ${offset}`;
  return { severity: "error", reason: "encoding-invalid", line, message };
}

/** Offset of the first byte that is invalid, by binary search: decoders do not report it. */
function findBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodeBeginning(bytes.subarray(0, middle)) === undefined) bad = middle;
    else good = middle;
  }
  // The decoded text leaves out an incomplete character at the end.
  return new TextEncoder().encode(decodeBeginning(bytes.subarray(0, good))).length;
}

function decodeBeginning(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
