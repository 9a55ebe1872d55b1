import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { createFieldReports } from "../src/article/front-matter/field-reports.ts";
import { readJson } from "../src/article/front-matter/read-json.ts";
import { type AuthorField, readPeopleField } from "../src/article/front-matter/read-people.ts";
import { readToml } from "../src/article/front-matter/read-toml.ts";
import {
  isGroup,
  readYaml,
  type YamlProblem,
  type YamlTree,
  type YamlValue,
} from "../src/article/front-matter/read-yaml.ts";
import { splitFrontMatter } from "../src/article/front-matter/split-front-matter.ts";
import { isSlug } from "../src/article/front-matter/yaml-schema.ts";
import type { Finding } from "../src/lib/finding.ts";
import type { Result } from "../src/lib/result.ts";

/** Docusaurus keeps people beside the articles, Jekyll in `_data`, which lies beside `_posts`, Hugo in `data`. */
const FILES = [
  "authors",
  "_data/authors",
  "../authors",
  "../_data/authors",
  "data/authors",
  "../data/authors",
  "../../data/authors",
];
/** A file for each: collections of Astro and Jekyll, pages and data of Hugo. */
const FOLDERS = [...FILES, "_authors", "../_authors"];
const DATA = [".yml", ".yaml", ".json", ".toml"];
const PAGES = [".md", ".mdx", ".markdown"];

export interface PeopleFiles {
  readonly paths: readonly string[];
  /** Each with the key by which articles name them as slug. */
  readonly people: readonly AuthorField[];
  readonly findings: readonly Finding[];
}

/** Reads the file of people beside the articles, or the folder with a file for each; undefined where there is neither. */
export function readPeopleFiles(folder: string): PeopleFiles | undefined {
  const files = FILES.flatMap((name) => DATA.map((ending) => join(folder, `${name}${ending}`)));
  const file = files.find((path) => existsSync(path));
  if (file !== undefined) return { paths: [file], ...readPeople(file) };
  const home = FOLDERS.map((name) => join(folder, name)).find(isFolder);
  const paths = home === undefined ? [] : listPersonFiles(home);
  return paths.length === 0 ? undefined : { paths, people: paths.flatMap(readPerson), findings: [] };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** `mira.json`, `mira.md`, and `mira/_index.md` of Hugo. */
function listPersonFiles(home: string): readonly string[] {
  return readdirSync(home, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(home, entry.name);
      if (entry.isDirectory())
        return ["_index.md", "index.md"]
          .map((name) => join(path, name))
          .filter((one) => existsSync(one))
          .slice(0, 1);
      return entry.isFile() && /^[^_.]/.test(entry.name) && [...DATA, ...PAGES].includes(extname(path)) ? [path] : [];
    })
    .sort();
}

/** A file without the name of a person is a page about something else. */
function readPerson(path: string): AuthorField[] {
  const text = readText(path);
  const file = basename(path, extname(path));
  const slug = (/^_?index$/.test(file) ? basename(dirname(path)) : file).toLowerCase().normalize("NFC");
  const tree = PAGES.includes(extname(path)) ? readFrontMatterTree(text) : readData(path, text);
  if (!isSlug(slug) || tree === undefined || !tree.ok || !isGroup(tree.value.value)) return [];
  const group = tree.value.value;
  const name = group.name ?? group.title;
  if (name === undefined) return [];
  const [person] = readPeopleField({ path: [slug], value: { ...group, name } }, createFieldReports(tree.value.lineOf));
  return person === undefined ? [] : [{ ...person, slug }];
}

function readText(path: string): string {
  return readFileSync(path, "utf8")
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n");
}

function readFrontMatterTree(text: string): Result<YamlTree, YamlProblem> | undefined {
  const split = splitFrontMatter(text);
  if (split.kind === "yaml") return readYaml(split.text, split.firstLine);
  return split.kind === "toml" ? readToml(split.text, split.firstLine) : undefined;
}

function readData(path: string, text: string): Result<YamlTree, YamlProblem> {
  // JSON is a part of YAML (YAML 1.2 §1.2); its own reader takes groups alone.
  if (extname(path) === ".json" && !text.trimStart().startsWith("[")) return readJson(text, 1);
  return extname(path) === ".toml" ? readToml(text, 1) : readYaml(text, 1);
}

/** A group for each key, or a list of groups that have their key as `id`. */
function readPeople(path: string): Omit<PeopleFiles, "paths"> {
  const read = readData(path, readText(path));
  const entries = read.ok ? listEntries(read.value.value) : undefined;
  if (!read.ok || entries === undefined) {
    const [line, why] = read.ok
      ? [1, "wanted a group for each key, as {mira: {name: Mira Oduya}}"]
      : [read.problem.line, read.problem.message];
    return { people: [], findings: [report(path, line, `cannot be read: ${why}`)] };
  }
  const reports = createFieldReports(read.value.lineOf);
  const people = entries.flatMap(([key, value]) => {
    const slug = key.toLowerCase().normalize("NFC");
    const [person] = readPeopleField({ path: [key], value }, reports);
    if (person === undefined) return [];
    if (isSlug(slug)) return [{ ...person, slug }];
    reports.add("warning", "field-invalid", [key], `"${key}" is not used: a key must be letters, digits and hyphens`);
    return [];
  });
  return { people, findings: reports.findings.map(({ line, message }) => report(path, line, message)) };
}

function listEntries(value: YamlValue | undefined): readonly [string, YamlValue][] | undefined {
  if (isGroup(value)) return Object.entries(value);
  if (!Array.isArray(value)) return undefined;
  const entries = (value as readonly YamlValue[]).flatMap((item): [string, YamlValue][] => {
    const key = isGroup(item) ? [item.id, item.slug, item.key].find((one) => typeof one === "string") : undefined;
    return typeof key === "string" ? [[key, item]] : [];
  });
  return entries.length === 0 ? undefined : entries;
}

function report(path: string, line: number | undefined, message: string): Finding {
  const place = line === undefined ? path : `${path}:${line}`;
  return { severity: "warning", reason: "field-invalid", line: undefined, message: `${place}: ${message}` };
}
