import type { DeliveryLine } from "../api-client.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { CLIENT, JSON_OUTPUT } from "../options.ts";
import { print, printJson } from "../output.ts";

export const deliveries = defineCommand({
  summary: "Show who is subscribed to pushes, and how far each has got",
  options: { ...CLIENT, json: JSON_OUTPUT },
  run: async ({ to, token, json }) => {
    const lines = await connect({ to, token }).listDeliveries();
    if (json) printJson(lines);
    else if (lines.length === 0) print("There are no subscriptions.");
    else printTable(lines);
    return 0;
  },
});

function printTable(deliveries: readonly DeliveryLine[]): void {
  const rows = deliveries.map((line) => [String(line.id), line.host, line.topic, describeState(line)]);
  const all = [["id", "host", "topic", "state"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  for (const row of all) print(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}

function describeState({ cursor, headRevision, attempts, lastStatus, nextTryAt, deadLetters }: DeliveryLine): string {
  const last = lastStatus === undefined ? "" : `, last answer: ${lastStatus}`;
  if (cursor >= headRevision) return `up to date${last}`;
  const behind = `at ${cursor} of ${headRevision}${last}`;
  if (nextTryAt !== undefined) return `${behind}, failed ${attempts} times, next try ${nextTryAt}`;
  return deadLetters.length > 0 ? `${behind}, given up` : behind;
}
