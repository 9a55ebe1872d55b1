import type { Label } from "../article.ts";
import { nameSlug } from "./derive-slug.ts";

type Renamable = Label & { readonly formerly?: readonly string[] | undefined };

/** The one that has this name, in any spelling, else this slug, else the one that had either formerly. */
export function findNamed<Named extends Renamable>(written: string, known: readonly Named[]): Named | undefined {
  const lowerCased = written.toLowerCase();
  const isIts = (name: string, slug: string) => name.toLowerCase() === lowerCased || slug === lowerCased;
  return (
    known.find(({ name }) => name.toLowerCase() === lowerCased) ??
    known.find(({ slug }) => slug === lowerCased) ??
    known.find(({ formerly = [] }) => formerly.some((name) => isIts(name, nameSlug(name))))
  );
}
