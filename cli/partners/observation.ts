import type { Partner } from "../../src/feed/partners/partner.ts";
import { type HealthFinding, note } from "../../src/health/finding.ts";

/** A breach of a partner's rules in a document. */
export interface Observation {
  readonly found: string;
  readonly wanted: string;
  readonly cure: string;
  readonly severity?: HealthFinding["severity"];
}

/** Writes observations as findings, with the address of the partner's rules. */
export function reportOf({ name, specification }: Partner): (where: string, observation: Observation) => HealthFinding {
  return (where, { cure, ...observation }) => {
    const advice = `${cure.charAt(0).toUpperCase()}${cure.slice(1)}. The rules of ${name}: ${specification}`;
    return note({ check: "partner", where, advice, ...observation });
  };
}
