import type { Finding } from "../../lib/finding.ts";
import { isPageSlug } from "../article-path.ts";
import type { FrontMatter } from "../front-matter/read-fields.ts";
import { checkPageSlug, isPageKey } from "../standing-page.ts";

export interface ChosenSlug {
  readonly slug: string;
  /** Whether neither the file nor an earlier publish names it. */
  readonly isDerived: boolean;
  readonly findings: readonly Finding[];
}

interface SlugCandidates {
  readonly key: string;
  readonly fields: Pick<FrontMatter, "slug" | "addressSlug">;
  readonly existingSlug?: string | undefined;
  readonly assignedSlug?: string | undefined;
  readonly derive: () => string;
}

/** A file that moves between articles/ and pages/ gets an address of the other kind, to which its former one leads. */
export function chooseSlug({ key, fields, existingSlug, assignedSlug, derive }: SlugCandidates): ChosenSlug {
  const isPage = isPageKey(key);
  const kept = existingSlug !== undefined && isPageSlug(existingSlug) === isPage ? existingSlug : undefined;
  const place = (slug: string) => (isPage ? `/${slug}` : slug);
  const given = fields.slug === undefined ? undefined : place(fields.slug);
  const slug = assignedSlug ?? given ?? kept ?? place(fields.addressSlug ?? derive());
  const taken = isPage ? checkPageSlug(slug) : undefined;
  return {
    slug,
    isDerived: (given ?? kept ?? fields.addressSlug) === undefined,
    findings: taken === undefined ? [] : [taken],
  };
}
