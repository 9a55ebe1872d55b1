import type { WorkerNames } from "../worker-configs.ts";
import type { AccountState } from "./probe-account.ts";

export type DeployStep =
  | { readonly kind: "create"; readonly what: "database" | "bucket" | "queue"; readonly name: string }
  | { readonly kind: "migrate" }
  | { readonly kind: "upload"; readonly worker: "publisher" | "readers"; readonly name: string };

/**
 * The steps in an order in which each can be repeated: a deploy that failed goes on where it stopped. The schema comes first, since
 * migrations only add; then the publishers' worker, which the readers' worker is bound to.
 */
export function planDeploy(
  names: WorkerNames,
  { databaseId, hasBucket, hasQueue }: Pick<AccountState, "databaseId" | "hasBucket" | "hasQueue">,
): readonly DeployStep[] {
  return [
    ...(databaseId === undefined ? [create("database", names.database)] : []),
    ...(hasBucket ? [] : [create("bucket", names.bucket)]),
    ...(hasQueue ? [] : [create("queue", names.queue)]),
    { kind: "migrate" },
    { kind: "upload", worker: "publisher", name: names.publisher },
    { kind: "upload", worker: "readers", name: names.readers },
  ];
}

export const NOTHING_DEPLOYED = { databaseId: undefined, hasBucket: false, hasQueue: false } as const;

function create(what: "database" | "bucket" | "queue", name: string): DeployStep {
  return { kind: "create", what, name };
}

const kinds = { database: "the D1 database", bucket: "the R2 bucket", queue: "the queue" } as const;

export function describeStep(step: DeployStep): string {
  switch (step.kind) {
    case "create":
      return `create ${kinds[step.what]} ${step.name}`;
    case "migrate":
      return "apply the migrations";
    case "upload":
      return `upload the Worker ${step.name}`;
  }
}
