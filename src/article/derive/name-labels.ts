import type { Label, Person } from "../article.ts";
import type { AuthorField } from "../front-matter/read-people.ts";
import { nameSlug } from "./derive-slug.ts";
import { findNamed } from "./find-named.ts";

export interface LabelReading {
  readonly labels: Label[];
  /** Labels with a numbered slug, because another name has the same slug. */
  readonly renamed: readonly (Label & { readonly other: string })[];
}

/** Names from front matter as labels; a known name or slug, in any spelling, gives the known label. */
export function readLabels(names: readonly string[], known: readonly Label[]): LabelReading {
  const labels: Label[] = [];
  const renamed: (Label & { readonly other: string })[] = [];
  for (const written of names) {
    const { name, slug } = findNamed(written, known) ?? { name: written, slug: nameSlug(written) };
    if (labels.some((label) => label.name.toLowerCase() === name.toLowerCase())) continue;
    const other = labels.find((label) => label.slug === slug);
    const label = { name, slug: other === undefined ? slug : numberSlug(slug, labels) };
    labels.push(label);
    if (other !== undefined) renamed.push({ ...label, other: other.name });
  }
  return { labels, renamed };
}

function numberSlug(slug: string, taken: readonly Label[]): string {
  let number = 2;
  while (taken.some((label) => label.slug === `${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}

/** Authors from front matter; a known name or slug selects the profile's person, extended by the front matter. */
export function readPeople(fields: readonly AuthorField[], known: readonly Person[]): Person[] {
  const people = fields.map(({ name, slug, url, email }): Person => {
    const found = findNamed(name, known);
    return {
      name: found?.name ?? name,
      slug: slug ?? found?.slug ?? nameSlug(name),
      url: url ?? found?.url,
      email: email ?? found?.email,
    };
  });
  return uniqueBySlug(people);
}

function uniqueBySlug<Named extends Label>(items: readonly Named[]): Named[] {
  return items.filter((item, index) => items.findIndex(({ slug }) => slug === item.slug) === index);
}
