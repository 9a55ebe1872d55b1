import type { LeavingRule } from "./leaving.ts";

/** Where the main feed leads now; undefined while it is served here. It never leads to this publication itself: a loop. */
export function findLeaving(leaving: LeavingRule | undefined, publicUrl: string, now: number): LeavingRule | undefined {
  if (leaving === undefined || leaving.until <= now) return undefined;
  return Object.values(leaving.to).some((address) => address.startsWith(`${publicUrl}/`)) ? undefined : leaving;
}
