import type { FeedMeasure } from "./measure-feed.ts";

const ROWS: readonly { readonly name: string; readonly write: (measure: FeedMeasure) => string }[] = [
  { name: "valid", write: writeValidity },
  { name: "304 for an unchanged feed", write: ({ isConditional }) => (isConditional ? "yes" : "no") },
  { name: "one reader's polling a day", write: ({ bytesOfDay }) => writeBytes(bytesOfDay) },
];

/** A feed before and after, as lines of three columns; undefined where it could not be had. */
export function renderImprovement(before: FeedMeasure | undefined, after: FeedMeasure | undefined): string[] {
  const cell = (measure: FeedMeasure | undefined, write: (measure: FeedMeasure) => string) =>
    measure === undefined ? "not reached" : write(measure);
  const line = (name: string, left: string, right: string) => `  ${name.padEnd(28)}${left.padEnd(27)}${right}`;
  return [
    line("", "before", "after"),
    ...ROWS.map(({ name, write }) => line(name, cell(before, write), cell(after, write))),
  ];
}

function writeValidity({ errors, warnings }: FeedMeasure): string {
  const count = (number: number, name: string) => (number === 0 ? [] : [`${number} ${name}${number === 1 ? "" : "s"}`]);
  const found = [...count(errors, "error"), ...count(warnings, "warning")].join(", ");
  return found === "" ? "yes" : errors === 0 ? `yes, ${found}` : `no, ${found}`;
}

function writeBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
