import type { Clause } from "./clause.ts";
import { distributionClauses } from "./clauses/distribution.ts";
import { requestClauses } from "./clauses/requests.ts";
import { signatureClauses } from "./clauses/signatures.ts";
import { stateClauses } from "./clauses/state.ts";
import { verificationClauses } from "./clauses/verification.ts";

/** What WebSub (W3C Recommendation, 2 June 2026) asks of a hub, as far as it shows from outside, in the order of the text. */
export const clauses: readonly Clause[] = [
  ...requestClauses,
  ...stateClauses,
  ...verificationClauses,
  ...distributionClauses,
  ...signatureClauses,
];
