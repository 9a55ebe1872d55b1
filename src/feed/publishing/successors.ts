import { nameSlug } from "../../article/derive/derive-slug.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import type { FeedName } from "../feed-names.ts";
import { listDeclaredFeeds } from "./memberships.ts";

/** A feed whose addresses lead to another feed. */
export interface Succession {
  readonly from: FeedName;
  readonly to: FeedName;
  /** True: the profile says so, and it holds for a feed that never was here, too. */
  readonly isStated: boolean;
}

interface NamedSelection {
  readonly collection: "categories" | "tags" | "authors" | "feeds";
  readonly name: string;
  readonly slug: string;
  readonly formerly?: readonly string[] | undefined;
}

/**
 * The feeds that have moved: those with a name under `formerly`, and those whose name stayed while its slug changed. A feed that
 * the profile declares has not moved.
 */
export function listSuccessions(profile: SiteProfile, former: SiteProfile | undefined): Succession[] {
  const before = former === undefined ? [] : listSelections(former);
  const tags = (profile.tags ?? []).map(({ slug }): FeedName => `tags/${slug}`);
  const declared = new Set([...listDeclaredFeeds(profile).map(({ name }) => name), ...tags]);
  const found = listSelections(profile).flatMap((selection) => {
    const { collection, name, slug, formerly = [] } = selection;
    const place = (one: string, isStated: boolean): Succession => ({
      from: `${collection}/${one}`,
      to: `${collection}/${slug}`,
      isStated,
    });
    const isSame = (one: NamedSelection, other: string) =>
      one.collection === collection && one.name.toLowerCase() === other.toLowerCase();
    const formerSlugs = (other: string) => before.filter((one) => isSame(one, other)).map((one) => one.slug);
    return [
      ...formerly.flatMap((one) => [nameSlug(one), ...formerSlugs(one)]).map((one) => place(one, true)),
      ...[...formerSlugs(name), ...(collection === "feeds" || name === PUBLISHER ? [] : [nameSlug(name)])].map((one) =>
        place(one, false),
      ),
    ];
  });
  const isFirst = ({ from }: Succession, index: number) => found.findIndex((one) => one.from === from) === index;
  return found.filter((one, index) => one.from !== one.to && !declared.has(one.from) && isFirst(one, index));
}

/** Stands for the publication's title; no name begins with a space. */
const PUBLISHER = " ";

/** A named feed goes by its title, since its name is its address. */
function listSelections({ title, categories, tags = [], author, authors, feeds }: SiteProfile): NamedSelection[] {
  // An author who is called as the publication is, is the publication, whatever that is called.
  const publisher = author.name === title ? [{ ...author, name: PUBLISHER }] : [];
  return [
    ...categories.map((one): NamedSelection => ({ ...one, collection: "categories" })),
    ...tags.map((one): NamedSelection => ({ ...one, collection: "tags" })),
    ...[author, ...authors, ...publisher].map((one): NamedSelection => ({ ...one, collection: "authors" })),
    ...feeds.map(
      ({ name, title, formerly }): NamedSelection => ({ collection: "feeds", name: title, slug: name, formerly }),
    ),
  ];
}
