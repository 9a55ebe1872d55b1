import { UsageError } from "../lib/usage-error.ts";

const MARKS: readonly (readonly [mark: readonly number[], charset: string])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

/** XML 1.0 §4.3.3, and JSON, which is always UTF-8 (RFC 8259 §8.1). */
const DECLARATION = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;

/** RFC 7303 §3: a byte order mark counts before `charset` of the answer, and that before the XML declaration. */
export function decodeText(bytes: Uint8Array, name: string, charset: string | undefined): string {
  const declared = findMark(bytes) ?? charset ?? findDeclared(bytes) ?? "utf-8";
  const decoder = createDecoder(declared);
  if (decoder === undefined) {
    throw new UsageError(`${name} is written in "${declared}", which is not known; save it as UTF-8`);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    const line = findBadLine(bytes, declared);
    throw new UsageError(`${name} says it is ${declared}, but line ${line} has bytes that are not; save it as UTF-8`);
  }
}

function findMark(bytes: Uint8Array): string | undefined {
  return MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1];
}

function findDeclared(bytes: Uint8Array): string | undefined {
  return DECLARATION.exec(new TextDecoder("latin1").decode(bytes.subarray(0, 1024)))?.[1];
}

function createDecoder(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: false });
  } catch {
    return undefined;
  }
}

/** The line of the first character that could not be read. */
function findBadLine(bytes: Uint8Array, charset: string): number {
  const text = new TextDecoder(charset).decode(bytes);
  return text.slice(0, text.indexOf("\uFFFD")).split("\n").length;
}
