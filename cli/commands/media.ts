import type { MediaLine } from "../api-client.ts";
import { defineCommand } from "../command.ts";
import { connect } from "../connect.ts";
import { counted } from "../counted.ts";
import { CLIENT, JSON_OUTPUT } from "../options.ts";
import { print, printJson } from "../output.ts";

export const media = defineCommand({
  summary: "Show the pictures that the publication has stored, and what becomes of those that nothing uses",
  options: {
    ...CLIENT,
    unused: { type: "boolean", help: "only those that neither an article nor site.yaml uses" },
    json: JSON_OUTPUT,
  },
  run: async ({ to, token, unused, json }) => {
    const lines = await connect({ to, token }).listMedia(unused ? "unused" : "all");
    if (json) printJson(lines);
    else printTable(lines);
    return 0;
  },
});

function printTable(lines: readonly MediaLine[]): void {
  for (const line of lines) {
    const size = `${Math.ceil(line.sizeBytes / 1024)} KiB`;
    print(`/media/${line.name.padEnd(37)} ${size.padStart(9)}  ${describeState(line)}`);
  }
  print(counted(lines.length, "picture"));
}

function describeState({ kept, withheld, unusedSince, collectedAt, lostAt }: MediaLine): string {
  if (withheld) return "withheld: its metadata cannot be taken out; publish its article with another file";
  if (lostAt !== undefined) return "lost: the next publish of its article puts it back";
  if (kept) return "kept";
  if (unusedSince === undefined) return "used";
  return `unused since ${unusedSince.slice(0, 10)}, deleted after ${collectedAt?.slice(0, 10) ?? "a week"}`;
}
