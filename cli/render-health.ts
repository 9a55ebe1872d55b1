import type { HealthReport } from "../src/health/check-publication.ts";
import type { HealthFinding } from "../src/health/finding.ts";
import { counted } from "./counted.ts";
import { printable } from "./output.ts";

/** For a terminal: the feeds in a table, then what was found, errors first, with what to do about each. */
export function renderHealth({ feeds, findings }: HealthReport): string {
  const rows = feeds.map(({ address, format = "unreadable", entries }) => {
    const count = (severity: HealthFinding["severity"]) =>
      String(findings.filter((one) => one.severity === severity && one.where.startsWith(address)).length);
    return [address, format, entries === undefined ? "-" : String(entries), count("error"), count("warning")];
  });
  const table = writeTable([["feed", "format", "entries", "errors", "warnings"], ...rows]);
  const errors = findings.filter(({ severity }) => severity === "error");
  const warnings = findings.filter(({ severity }) => severity === "warning");
  const total = `${counted(feeds.length, "feed")}, ${counted(errors.length, "error")}, ${counted(warnings.length, "warning")}`;
  const sections = [feeds.length > 0 ? table : "", ...[...errors, ...warnings].map(writeFinding), total];
  return `${sections.filter(Boolean).join("\n\n")}\n`;
}

function writeFinding({ severity, check, where, found, wanted, advice }: HealthFinding): string {
  const rows = [
    ["found", found],
    ["wanted", wanted],
    ["do", advice],
  ].map(([name = "", value = ""]) => `  ${name.padEnd(8)}${value}`);
  return [`${severity}: ${check}: ${where}`, ...rows].map(printable).join("\n");
}

function writeTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number) => column >= 2;
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return isNumber(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return rows.map((row) => printable(row.map(pad).join("  ")).trimEnd()).join("\n");
}
