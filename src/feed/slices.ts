import type { FeedHeadRow, WindowRow } from "./publishing/publication-store.ts";

/**
 * A response is a slice of one feed between two revisions: the whole window up to the head, or the entries after a revision
 * that the reader has. A delivery leaves out what was saved quietly.
 */
export type Slice =
  | { readonly kind: "window" }
  | { readonly kind: "after"; readonly revision: number }
  /** `revision` undefined: all that is not quiet. */
  | { readonly kind: "told"; readonly revision: number | undefined };

export const WINDOW: Slice = { kind: "window" };

export interface FeedWindow {
  readonly head: Pick<FeedHeadRow, "revision" | "departedRevision"> | undefined;
  readonly window: readonly WindowRow[];
}

/**
 * The entries of a slice, in the window's order. Undefined where no delta can say what happened: an entry left other than by age
 * since, nothing in the window is newer, or everything is (then the window itself is the shorter answer).
 */
export function selectEntries({ head, window }: FeedWindow, slice: Slice): readonly WindowRow[] | undefined {
  if (slice.kind === "window") return window;
  if (slice.revision === undefined) return window.filter(({ isQuiet }) => !isQuiet);
  const { revision } = slice;
  if (head === undefined || revision < head.departedRevision || revision > head.revision) return undefined;
  const newer = window.filter(({ record }) => record.revision > revision);
  const told = newer.filter(({ isQuiet }) => !isQuiet);
  // Whoever polls gets all of the window, and a delta names nothing quiet.
  if (slice.kind === "after" && told.length < newer.length) return undefined;
  return told.length === 0 || told.length === window.length ? undefined : told;
}
