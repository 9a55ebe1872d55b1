import type { Finding } from "../../lib/finding.ts";
import { MAX_FOLLOWED_TAGS } from "../limits.ts";
import type { LabelReading } from "./name-labels.ts";

/** Two names with the same slug stay two labels. */
export function reportRenamed({ renamed }: LabelReading, line: number | undefined): Finding[] {
  return renamed.map(({ name, slug, other }): Finding => {
    const message = `"${name}" and "${other}" come to the same slug, so that "${name}" is at "${slug}"; write one of them otherwise`;
    return { severity: "warning", reason: "label-renamed", line, message };
  });
}

/** Every tag is shown with its article, but not every tag of a very long list has a page and feeds. */
export function reportUnfollowed({ labels }: LabelReading, line: number | undefined): Finding[] {
  if (labels.length <= MAX_FOLLOWED_TAGS) return [];
  const message = `it has ${labels.length} tags: only the first ${MAX_FOLLOWED_TAGS} lead to pages and feeds; keep those that readers would follow`;
  return [{ severity: "warning", reason: "tags-many", line, message }];
}
