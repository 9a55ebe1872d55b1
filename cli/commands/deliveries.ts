import { UsageError } from "../../src/lib/usage-error.ts";
import { createApiClient, type DeliveryLine, describeProblem } from "../api-client.ts";
import type { Options } from "../edgewire.ts";
import { findToken } from "../token.ts";

/** Shows who is subscribed and how far each has got: `edgewire deliveries`. */
export async function showDeliveries(options: Options): Promise<number> {
  const deliveries = await createApiClient(options.to, options.token ?? findToken()).listDeliveries();
  if (options.json) console.log(JSON.stringify(deliveries, null, 2));
  else if (deliveries.length === 0) console.log("Nobody is subscribed.");
  else printTable(deliveries);
  return 0;
}

function printTable(deliveries: readonly DeliveryLine[]): void {
  const rows = deliveries.map((line) => [String(line.id), line.host, line.topic, describeState(line)]);
  const all = [["id", "host", "topic", "state"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  for (const row of all) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}

function describeState({ cursor, headRevision, attempts, lastStatus, nextTryAt, deadLetters }: DeliveryLine): string {
  const last = lastStatus === undefined ? "" : `, last answer: ${lastStatus}`;
  if (cursor >= headRevision) return `up to date${last}`;
  const behind = `at ${cursor} of ${headRevision}${last}`;
  if (nextTryAt !== undefined) return `${behind}, failed ${attempts} times, next try ${nextTryAt}`;
  return deadLetters.length > 0 ? `${behind}, given up` : behind;
}

/** Sends again, whole: `edgewire redeliver`, for all that were given up, or `edgewire redeliver HOST|ID`. */
export async function redeliver(options: Options, [target, ...rest]: readonly string[]): Promise<number> {
  if (rest.length > 0) throw new UsageError("wanted one host, one id or nothing: edgewire redeliver [HOST|ID]");
  const client = createApiClient(options.to, options.token ?? findToken());
  const answer = await client.redeliver(writeSelection(target));
  if (answer.status >= 400) throw new UsageError(describeProblem(answer));
  console.log(`on their way: ${answer.body.redelivered ?? 0}`);
  return 0;
}

function writeSelection(target: string | undefined): string {
  if (target === undefined) return "";
  return `${/^\d+$/.test(target) ? "id" : "host"}=${encodeURIComponent(target)}`;
}
