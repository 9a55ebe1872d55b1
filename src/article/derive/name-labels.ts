import type { Label, Person } from "../article.ts";
import type { AuthorField } from "../front-matter/read-front-matter.ts";
import { nameSlug } from "./derive-slug.ts";

/** Names from front matter as labels; a name or slug that is known, however written, gives the known label. */
export function readLabels(names: readonly string[], known: readonly Label[]): Label[] {
  return uniqueBySlug(names.map((name) => findNamed(name, known) ?? { name, slug: nameSlug(name) })).map(pickLabel);
}

/** Authors from front matter; a known name or slug gives the profile's person, with what the front matter adds. */
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

function findNamed<Named extends Label>(name: string, known: readonly Named[]): Named | undefined {
  const lowerCased = name.toLowerCase();
  return known.find((one) => one.name.toLowerCase() === lowerCased || one.slug === lowerCased);
}

function uniqueBySlug<Named extends Label>(items: readonly Named[]): Named[] {
  return items.filter((item, index) => items.findIndex(({ slug }) => slug === item.slug) === index);
}

function pickLabel({ name, slug }: Label): Label {
  return { name, slug };
}
