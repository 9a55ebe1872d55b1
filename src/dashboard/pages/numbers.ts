// How the dashboard writes numbers, in English.

const COUNT = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export function formatCount(value: number): string {
  return COUNT.format(value);
}

/** `1 delivery`, `2 deliveries`. */
export function countOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** 0 to 1 as a percentage. */
export function formatShare(value: number): string {
  return PERCENT.format(value);
}

/** An ISO date, or nothing. */
export function formatDate(date: string | undefined): string {
  return date === undefined ? "" : DATE.format(new Date(date));
}

const UNITS = ["bytes", "KB", "MB", "GB", "TB"];

/** Powers of 1,000, as networks count. */
export function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${COUNT.format(bytes / 1000 ** power)} ${UNITS[power]}`;
}

const STEPS = [
  { seconds: 86_400, one: "day", many: "days" },
  { seconds: 3600, one: "hour", many: "hours" },
  { seconds: 60, one: "minute", many: "minutes" },
];

export function formatDuration(seconds: number): string {
  const step = STEPS.find((one) => seconds >= one.seconds);
  if (step === undefined) return countOf(seconds, "second", "seconds");
  return countOf(Math.round(seconds / step.seconds), step.one, step.many);
}
