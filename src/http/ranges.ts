// Range requests (RFC 9110 §14), for one range of bytes.

/** The validators and the length of a representation. */
export interface RangedFile {
  /** Of a strong ETag, without quotes. */
  readonly tag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly sizeBytes: number;
}

export type RangeDecision =
  | { readonly kind: "whole" }
  /** `offset` and `length` in bytes. */
  | { readonly kind: "part"; readonly offset: number; readonly length: number }
  | { readonly kind: "unsatisfiable" };

const WHOLE: RangeDecision = { kind: "whole" };

/** Longer than any honest client's list of ranges. */
const MAX_LENGTH = 200;

/**
 * The bytes that a GET asks for. Of several ranges the first that can be satisfied: a server may send a subset (RFC 9110 §15.3.7),
 * and players, which ask for one, would take a 200 for a server without ranges. Another unit and a header that is no list of
 * ranges are ignored (§14.2).
 */
export function decideRange(range: string | null, ifRange: string | null, file: RangedFile): RangeDecision {
  if (range === null || range.length > MAX_LENGTH || !isUnchanged(ifRange, file)) return WHOLE;
  const list = /^\s*bytes\s*=(.*)$/i.exec(range)?.[1];
  const specs = list?.split(",").filter((spec) => spec.trim() !== "") ?? [];
  const parts = specs.map((spec) => readSpec(spec, file.sizeBytes));
  if (parts.length === 0 || parts.includes(undefined)) return WHOLE;
  return parts.find((part) => part?.kind === "part") ?? { kind: "unsatisfiable" };
}

/** Undefined: it is no range (RFC 9110 §14.1.2). */
function readSpec(spec: string, sizeBytes: number): RangeDecision | undefined {
  const [, first = "", last = ""] = /^\s*(\d*)\s*-\s*(\d*)\s*$/.exec(spec) ?? [];
  if (first === "") return last === "" ? undefined : cut(Math.max(0, sizeBytes - Number(last)), sizeBytes, sizeBytes);
  const end = last === "" ? sizeBytes : Number(last) + 1;
  return end <= Number(first) && last !== "" ? undefined : cut(Number(first), Math.min(end, sizeBytes), sizeBytes);
}

/** `end` is not part of it. */
function cut(offset: number, end: number, sizeBytes: number): RangeDecision {
  if (offset >= sizeBytes || end <= offset) return { kind: "unsatisfiable" };
  return { kind: "part", offset, length: end - offset };
}

/** RFC 9110 §13.1.5: a tag is compared strongly, so that a weak one never matches; a date must be the very date. */
function isUnchanged(ifRange: string | null, { tag, modifiedAt }: RangedFile): boolean {
  if (ifRange === null) return true;
  const condition = ifRange.trim();
  if (condition.includes('"')) return condition === `"${tag}"`;
  return Date.parse(condition) === Math.floor(modifiedAt / 1000) * 1000;
}
