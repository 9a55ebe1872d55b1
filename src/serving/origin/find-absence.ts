import { findLeaving } from "../../article/profile/find-leaving.ts";
import type { LeavingRule } from "../../article/profile/leaving.ts";
import type { DocumentSettings } from "../../feed/build-feed.ts";
import type { MovedHead } from "../head.ts";

/** The head of the main feed while it goes on elsewhere. */
export function findAbsence(rule: LeavingRule, { publicUrl }: DocumentSettings, now: number): MovedHead | undefined {
  const leaving = findLeaving(rule, publicUrl, now);
  return leaving && { status: "moved", location: "/", addresses: leaving.to, nextDueAt: leaving.until };
}
