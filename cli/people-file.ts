import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isSeq, parseDocument, YAMLSeq } from "yaml";
import { createFieldReports } from "../src/article/front-matter/field-reports.ts";
import { type AuthorField, readPeopleField } from "../src/article/front-matter/read-people.ts";
import { isGroup, readYaml } from "../src/article/front-matter/read-yaml.ts";
import { isSlug } from "../src/article/front-matter/yaml-schema.ts";
import type { SiteProfile } from "../src/article/profile/site-profile.ts";
import type { Finding } from "../src/lib/finding.ts";

/** Docusaurus keeps people beside the articles, Jekyll in `_data`, which lies beside `_posts`. */
const PLACES = ["authors.yml", "authors.yaml", "_data/authors.yml", "_data/authors.yaml"].flatMap((name) =>
  name.startsWith("_data") ? [name, `../${name}`] : [name],
);

export interface PeopleFile {
  readonly path: string;
  /** Each with the key by which articles name them as slug. */
  readonly people: readonly AuthorField[];
  readonly findings: readonly Finding[];
}

/** Reads the file of people beside the articles; undefined where there is none. */
export function readPeopleFile(folder: string): PeopleFile | undefined {
  const path = PLACES.map((place) => join(folder, place)).find((place) => existsSync(place));
  if (path === undefined) return undefined;
  const read = readYaml(readFileSync(path, "utf8").replace(/^\uFEFF/, ""), 1);
  if (!read.ok || !isGroup(read.value.value)) {
    const [line, why] = read.ok
      ? [1, "wanted a group for each key, as {mira: {name: Mira Oduya}}"]
      : unread(read.problem);
    return { path, people: [], findings: [report(path, line, `cannot be read: ${why}`)] };
  }
  const reports = createFieldReports(read.value.lineOf);
  const people = Object.entries(read.value.value).flatMap(([key, value]) => {
    const slug = key.toLowerCase().normalize("NFC");
    const [person] = readPeopleField({ path: [key], value }, reports);
    if (person === undefined) return [];
    if (isSlug(slug)) return [{ ...person, slug }];
    reports.add("warning", "field-invalid", [key], `"${key}" is not used: a key must be letters, digits and hyphens`);
    return [];
  });
  const findings = reports.findings.map(({ line, message }) => report(path, line, message));
  return { path, people, findings };
}

function unread({ line, message }: { readonly line: number; readonly message: string }): [number, string] {
  return [line, message];
}

function report(path: string, line: number | undefined, message: string): Finding {
  const place = line === undefined ? path : `${path}:${line}`;
  return { severity: "warning", reason: "field-invalid", line: undefined, message: `${place}: ${message}` };
}

/**
 * site.yaml with these people among its authors, so that the server knows them as the command does. Those that it has already, by
 * slug or by name, stay as they are there.
 */
export function addPeople(siteText: string, { author, authors }: SiteProfile, people: readonly AuthorField[]): string {
  const known = [author, ...authors];
  const isKnown = ({ slug, name }: AuthorField) =>
    known.some((one) => one.slug === slug || one.name.toLowerCase() === name.toLowerCase());
  const added = people.filter((person) => !isKnown(person));
  if (added.length === 0) return siteText;
  const document = parseDocument(siteText, { schema: "failsafe" });
  const written: unknown = document.get("authors", true);
  const list = isSeq(written) ? written : new YAMLSeq();
  if (written !== undefined && written !== list) list.add(written);
  for (const person of added) list.add(document.createNode(person));
  document.set("authors", list);
  return document.toString({ lineWidth: 0 });
}
