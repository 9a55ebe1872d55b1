import type { Loss } from "../../src/import/source-feed.ts";
import { printable } from "../output.ts";

/** The result of an import. */
export interface ImportReport {
  readonly source: string;
  readonly format: string;
  readonly title: string | undefined;
  readonly folder: string;
  /** Paths of new files, oldest article first. */
  readonly created: readonly string[];
  readonly existingCount: number;
  readonly refused: readonly { readonly label: string; readonly message: string }[];
  /** By entry and field; an entry that is no longer known by its file has the source's name. */
  readonly losses: readonly (Loss & { readonly path: string })[];
  /** The path of site.yaml, if it was made. */
  readonly siteFile: string | undefined;
}

/** Of each field; --json has all. */
const MAX_SHOWN = 10;

/** `done`: `imported`, or `to import` where nothing was written. */
export function renderReport(report: ImportReport, done: "imported" | "to import" = "imported"): string {
  const { source, format, title, folder, created, existingCount, refused, losses, siteFile } = report;
  const lines = [
    `${format}${title === undefined ? "" : ` "${title}"`} from ${source} into ${folder}/`,
    ...[
      [done, created.length],
      ["there already", existingCount],
      ["refused", refused.length],
    ].map(([name, count]) => `  ${String(name).padEnd(15)}${String(count).padStart(7)}`),
    ...(siteFile === undefined
      ? []
      : [`  ${siteFile} ${done === "imported" ? "is" : "would be"} made from what the feed says of itself`]),
    ...refused.map(({ label, message }) => `error: ${label} is refused: ${message}`),
  ];
  if (losses.length > 0) lines.push("Not carried, or not as it was:", ...listLosses(losses));
  return `${lines.map(printable).join("\n")}\n`;
}

function listLosses(losses: ImportReport["losses"]): string[] {
  const fields = [...new Set(losses.map(({ field }) => field))];
  return fields.flatMap((field) => {
    const own = losses.filter((loss) => loss.field === field);
    const shown = own.slice(0, MAX_SHOWN).map(({ path, message }) => `  ${path}: ${field}: ${message}`);
    const restCount = own.length - shown.length;
    return restCount > 0 ? [...shown, `  … and ${restCount} more of "${field}"; --json tells all`] : shown;
  });
}
