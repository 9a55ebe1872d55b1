/** RSL 1.0 §3.4: what a work may be used for. */
export const licenceUses = ["all", "ai-all", "ai-train", "ai-input", "ai-index", "search"] as const;

/** RSL 1.0 §3.6: how a use is paid for. */
export const licencePayments = [
  "free",
  "attribution",
  "contribution",
  "purchase",
  "subscription",
  "training",
  "crawl",
  "use",
] as const;

export type LicenceUse = (typeof licenceUses)[number];

/** The licence that machines read (RSL 1.0, TDM Reservation Protocol). */
export interface MachineLicence {
  readonly permits: readonly LicenceUse[];
  readonly prohibits: readonly LicenceUse[];
  readonly payment?: (typeof licencePayments)[number] | undefined;
  /** Address of the terms. */
  readonly terms?: string | undefined;
}

/** TDMRep §4: text and data mining is reserved where training is forbidden. */
export function reservesMining({ prohibits }: MachineLicence): boolean {
  return prohibits.some((use) => use === "all" || use === "ai-all" || use === "ai-train");
}
