import type { Label } from "../article.ts";
import { nameSlug } from "./derive-slug.ts";

type Renamable = Label & { readonly formerly?: readonly string[] | undefined };

/** The one that has this name or slug, in any spelling, else the one that had it formerly. */
export function findNamed<Named extends Renamable>(written: string, known: readonly Named[]): Named | undefined {
  const lowerCased = written.toLowerCase();
  const isIts = (name: string, slug: string) => name.toLowerCase() === lowerCased || slug === lowerCased;
  return (
    known.find(({ name, slug }) => isIts(name, slug)) ??
    known.find(({ formerly = [] }) => formerly.some((name) => isIts(name, nameSlug(name))))
  );
}
