import type { StoredArticle, ToolEdition } from "./publication-store.ts";
import type { Submission } from "./submission.ts";

// Folder and store agree: what a writing tool wrote is not overwritten before the folder has it.

/** A writing tool's edition is stored that the folder has not pulled. */
export interface UnpulledEdition {
  readonly reason: "written-by-tool";
  readonly key: string;
  readonly tool: string;
}

/** A folder's edition with other words than those of the tool is refused, unless it names the edition that it replaces (If-Match). */
export function findUnpulledEdition(
  { tool, key, body, expectedHash }: Submission,
  stored: StoredArticle | undefined,
): UnpulledEdition | undefined {
  if (tool !== undefined || expectedHash !== undefined || stored?.toolEdition === undefined) return undefined;
  if (new TextDecoder().decode(body) === stored.source) return undefined;
  return { reason: "written-by-tool", key, tool: stored.toolEdition.tool };
}

/** Of several editions that no folder has had, the hash is of the one before the first. */
export function nameToolEdition({ tool }: Submission, stored: StoredArticle | undefined): ToolEdition | "none" {
  if (tool === undefined) return "none";
  const former = stored?.toolEdition;
  return { tool, baseHash: former === undefined ? stored?.contentHash : former.baseHash };
}
