import { findDayInKey } from "../src/article/derive/derive-published.ts";
import type { Finding } from "../src/lib/finding.ts";
import { DATE_EXAMPLE } from "../src/lib/written-dates.ts";
import { counted } from "./counted.ts";
import { printable, printError } from "./output.ts";

/** A finding and the file that it is about. */
export interface LocatedFinding {
  readonly path: string;
  readonly finding: Finding;
}

interface ReportedPublication {
  readonly sitePath: string;
  readonly siteFindings: readonly Finding[];
  readonly articles: readonly ReportedArticle[];
  readonly unread: readonly LocatedFinding[];
}

interface ReportedArticle {
  readonly file: { readonly key: string; readonly path: string };
  readonly findings: readonly Finding[];
}

/** How many findings of one kind are shown each by itself. */
const MAX_ALONE = 3;

interface Group {
  readonly first: LocatedFinding;
  readonly members: LocatedFinding[];
  readonly isOneSentence: boolean;
}

/** The lines of a report: each finding where there are few of a kind, else one line for all of them with the first place. */
export function writeFindings(findings: readonly LocatedFinding[], { isVerbose }: { isVerbose: boolean }): string[] {
  if (isVerbose) return findings.map(writeFinding);
  return groupByKind(findings).flatMap(({ first, members, isOneSentence }) => {
    if (members.length <= MAX_ALONE || first.finding.severity === "error") return members.map(writeFinding);
    const files = counted(new Set(members.map(({ path }) => path)).size, "file");
    const { severity, message } = first.finding;
    const [what, place] = [isOneSentence ? message : `for example ${message}`, placeOf(first)];
    return [`${files}: ${severity}: ${what} (${place} first; --verbose lists ${members.length})`];
  });
}

/** Findings of one reason whose sentences are the same, whatever they quote: only unknown keys are told apart by their names. */
function groupByKind(findings: readonly LocatedFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const located of findings) {
    const { severity, reason, message } = located.finding;
    const sentence = reason === "front-matter-unknown-key" ? message : message.replace(/"[^"]*"|\d+/g, "…");
    const key = `${severity} ${reason} ${sentence}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { first: located, members: [located], isOneSentence: true });
    else {
      known.members.push(located);
      if (known.first.finding.message !== message) groups.set(key, { ...known, isOneSentence: false });
    }
  }
  return [...groups.values()];
}

/** `articles/cats.md:3: error: "date" must be …`: what editors and CI logs make clickable. */
function writeFinding(located: LocatedFinding): string {
  return `${placeOf(located)}: ${located.finding.severity}: ${located.finding.message}`;
}

export function placeOf({ path, finding: { line } }: LocatedFinding): string {
  return line === undefined ? path : `${path}:${line}`;
}

/** Workflow commands that make GitHub show each finding at its line of a pull request. */
export function writeAnnotations(findings: readonly LocatedFinding[]): string[] {
  return findings.map(({ path, finding: { severity, line, message } }) => {
    const place = `file=${escapeProperty(path)}${line === undefined ? "" : `,line=${line}`}`;
    return `::${severity} ${place}::${escapeData(printable(message))}`;
  });
}

/** As GitHub's toolkit escapes them: a percent sign and line ends, in properties also what parts them. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(printable(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** Every finding of a publication, files that are not read among them, in the order of the report. */
export function listFindings({ sitePath, siteFindings, articles, unread }: ReportedPublication): LocatedFinding[] {
  return [
    ...siteFindings.map((finding) => ({ path: sitePath, finding })),
    ...articles.flatMap(({ file, findings }) =>
      findings.map((finding) => ({ path: file.path, finding: withOwnDay(finding, file.key) })),
    ),
    ...unread,
  ];
}

/** The cure for a date that is missing or cannot be read is the day in the file's name, else today. */
function withOwnDay(finding: Finding, key: string): Finding {
  if (!DATED.has(finding.reason)) return finding;
  const day = findDayInKey(key) ?? new Date().toISOString().slice(0, 10);
  return { ...finding, message: finding.message.replaceAll(DATE_EXAMPLE, day) };
}

const DATED: ReadonlySet<Finding["reason"]> = new Set(["date-invalid", "date-missing", "held-back"]);

/** Prints a report to standard error; on GitHub's runners, its annotations, too. */
export function printFindings(findings: readonly LocatedFinding[], { isVerbose }: { isVerbose: boolean }): void {
  printError(...writeFindings(findings, { isVerbose }));
  if (process.env.GITHUB_ACTIONS === "true") printError(...writeAnnotations(findings));
}
