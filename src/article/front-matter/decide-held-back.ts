import type { Finding } from "../../lib/finding.ts";
import { readWrittenDate } from "../../lib/written-dates.ts";
import {
  BUILD_GROUP,
  BUILD_NAMES,
  BUILD_SHOWS,
  type HeldBackRow,
  heldBackRowAtEndOf,
  heldBackRowOf,
  isSwitchedOff,
  makesNoPage,
  normaliseWord,
} from "./held-back-words.ts";
import { fieldOf, GROUPS, normaliseKey, QUIET_KEYS } from "./key-names.ts";
import { isGroup, type YamlGroup, type YamlPath, type YamlTree, type YamlValue } from "./read-yaml.ts";

export interface HeldBackDecision {
  readonly isHeldBack: boolean;
  readonly findings: readonly Finding[];
}

/** How a group is read: `known` groups describe an image or a menu, where `hidden` does not concern the article. */
type Surroundings = "article" | "known";

/** A statement that holds the article back. */
interface Hold {
  readonly path: YamlPath;
  readonly value: YamlValue;
  readonly isUnderstood: boolean;
  readonly row: HeldBackRow | undefined;
}

/**
 * Whether anything in the front matter, at any depth, says that the article is not public, or may say so and cannot be
 * understood. Such an article is held back, and a finding names the line; a plain `draft: true` needs none.
 */
export function decideHeldBack({ value, lineOf }: YamlTree): HeldBackDecision {
  const holds: Hold[] = [];
  if (isGroup(value)) searchGroup(value, [], "article", holds);
  const findings = holds.filter(isWorthAFinding).map(({ path, value: found, isUnderstood, row }): Finding => {
    const statement = `${path.join(".")}: ${typeof found === "string" ? found : JSON.stringify(found)}`.slice(0, 120);
    const why = isUnderstood ? "" : `, since this cannot be understood${describeWords(row)}`;
    const message = `"${statement}" holds the article back${why}${row?.hint ?? ""}`;
    return { severity: "warning", reason: "held-back", line: lineOf(path), message };
  });
  return { isHeldBack: holds.length > 0, findings };
}

function isWorthAFinding({ path, isUnderstood }: Hold): boolean {
  return !(isUnderstood && normaliseKey(String(path.at(-1))) === "draft");
}

function describeWords(row: HeldBackRow | undefined): string {
  if (row === undefined) return "";
  return `; write ${row.shows[0]} to publish it or ${row.holds[0]} to hold it back`;
}

function searchGroup(group: YamlGroup, path: YamlPath, surroundings: Surroundings, holds: Hold[]): void {
  for (const [name, value] of Object.entries(group)) {
    const here = [...path, name];
    const hold = judge(name, value, { surroundings, isTop: isTop(path) });
    if (hold !== undefined) holds.push({ path: here, value, ...hold });
    else if (normaliseKey(name) === BUILD_GROUP && isGroup(value)) searchBuild(value, here, holds);
    else search(value, here, surroundingsIn(name, path, surroundings), holds);
  }
}

/** Whether names in the group count as the article's own. */
function isTop(path: YamlPath): boolean {
  return path.length === 0 || (path.length === 1 && GROUPS.includes(normaliseKey(String(path[0]))));
}

function search(value: YamlValue, path: YamlPath, surroundings: Surroundings, holds: Hold[]): void {
  if (typeof value === "string") return;
  if (isGroup(value)) searchGroup(value, path, surroundings, holds);
  else
    for (const [index, item] of (value as readonly YamlValue[]).entries())
      search(item, [...path, index], surroundings, holds);
}

function surroundingsIn(name: string, path: YamlPath, surroundings: Surroundings): Surroundings {
  const key = normaliseKey(name);
  if (path.length === 0 && GROUPS.includes(key)) return "article";
  return fieldOf(name) !== undefined || QUIET_KEYS.has(key) ? "known" : surroundings;
}

/** Undefined for a value that does not hold the article back. */
function judge(
  name: string,
  value: YamlValue,
  { surroundings, isTop }: { readonly surroundings: Surroundings; readonly isTop: boolean },
): Pick<Hold, "isUnderstood" | "row"> | undefined {
  const row = rowOf(name);
  if (row === undefined) {
    const isOff = typeof value === "string" && (makesNoPage(name, value) || isSwitchedOff(name, value, isTop));
    return isOff && surroundings === "article" ? { isUnderstood: true, row } : undefined;
  }
  const word = typeof value === "string" ? normaliseWord(value) : "";
  if (isEmpty(value) || isPublicationDate(name, value) || row.shows.includes(word)) return undefined;
  const isUnderstood = row.takesAnyValue === true || row.holds.includes(word);
  const isAbout = surroundings === "article" || (row.isUnmistakable && isUnderstood);
  return isAbout ? { isUnderstood, row } : undefined;
}

/** A line break lost before the name leaves two names in one: `date:2024-05-01-status: skip`, `date 2024-05-01 status`. */
function rowOf(name: string): HeldBackRow | undefined {
  const joined = /(?:[^\p{L}\p{N}\s_./-]|\d{2})[\s_-]*(\p{L}[\p{L}_-]*)$/u.exec(name)?.[1];
  return (
    heldBackRowOf(name) ?? heldBackRowOf(joined ?? "") ?? (/[:=]/.test(name) ? heldBackRowAtEndOf(name) : undefined)
  );
}

function isEmpty(value: YamlValue): boolean {
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

/** `published: 2024-05-22` is a date. */
function isPublicationDate(name: string, value: YamlValue): boolean {
  if (fieldOf(name) !== "date" || typeof value !== "string") return false;
  return readWrittenDate(value, "UTC").kind !== "unreadable";
}

function searchBuild(build: YamlGroup, path: YamlPath, holds: Hold[]): void {
  for (const [name, value] of Object.entries(build)) {
    if (!BUILD_NAMES.has(normaliseKey(name))) continue;
    const word = typeof value === "string" ? normaliseWord(value) : "";
    if (word !== "" && BUILD_SHOWS.includes(word)) continue;
    holds.push({ path: [...path, name], value, isUnderstood: true, row: undefined });
  }
}
