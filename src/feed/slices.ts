import type { FeedHeadRow, WindowRow } from "./publishing/publication-store.ts";

/**
 * A response is a slice of one feed between two revisions: the whole window up to the head, or the entries after a revision
 * that the reader has. Used by polls and pushes.
 */
export type Slice = { readonly kind: "window" } | { readonly kind: "after"; readonly revision: number };

export const WINDOW: Slice = { kind: "window" };

export interface FeedWindow {
  readonly head: Pick<FeedHeadRow, "revision" | "departedRevision"> | undefined;
  readonly window: readonly WindowRow[];
}

/**
 * The entries of a slice, newest first. Undefined where no delta can say what happened: an entry left other than by age
 * since, nothing in the window is newer, or everything is (then the window itself is the shorter answer).
 */
export function selectEntries({ head, window }: FeedWindow, slice: Slice): readonly WindowRow[] | undefined {
  if (slice.kind === "window") return window;
  if (head === undefined || slice.revision < head.departedRevision || slice.revision > head.revision) return undefined;
  const newer = window.filter(({ record }) => record.revision > slice.revision);
  return newer.length === 0 || newer.length === window.length ? undefined : newer;
}
