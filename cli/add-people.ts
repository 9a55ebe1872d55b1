import { isSeq, parseDocument, YAMLSeq } from "yaml";
import type { AuthorField } from "../src/article/front-matter/read-people.ts";
import type { SiteProfile } from "../src/article/profile/site-profile.ts";

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
