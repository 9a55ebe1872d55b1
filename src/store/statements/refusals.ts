// A batch that must not be written is refused by one of its own statements: the trigger of migration 0010 aborts it whole.

const REASONS = ["conflict", "slug-taken", "id-taken"] as const;

export type Refusal = (typeof REASONS)[number];

/** The statement that refuses its batch for the first of these reasons whose condition holds. */
export function writeRefusal(...cases: readonly (readonly [reason: Refusal, condition: string])[]): string {
  const branches = cases.map(([reason, condition]) => `WHEN ${condition} THEN '${reason}'`);
  return `INSERT INTO refusals (reason)
    SELECT reason FROM (SELECT CASE ${branches.join(" ")} END AS reason) WHERE reason IS NOT NULL`;
}

/** Why a batch was refused; undefined for any other failure. The words are the trigger's. */
export function findRefusal(error: unknown): Refusal | undefined {
  const [, reason] = /edgewire refuses: ([a-z-]+)/.exec(String(error)) ?? [];
  return REASONS.find((known) => known === reason);
}
