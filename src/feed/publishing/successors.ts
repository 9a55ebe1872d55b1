import { nameSlug } from "../../article/derive/derive-slug.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import type { FeedName } from "../feed-names.ts";
import { listDeclaredFeeds } from "./memberships.ts";

/** A feed whose addresses lead to another feed. */
export interface Succession {
  readonly from: FeedName;
  readonly to: FeedName;
  /**
   * The title of the former feed: another selection may have had that slug. Undefined: the profile names the feed itself, and the
   * move holds also where it never was.
   */
  readonly title?: string;
}

interface NamedSelection {
  readonly collection: "categories" | "tags" | "authors" | "feeds";
  readonly name: string;
  readonly slug: string;
  /** That of its feed. */
  readonly title: string;
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
  const found = listSelections(profile).flatMap((selection) => listPredecessors(selection, before));
  const isFirst = ({ from }: Succession, index: number) => found.findIndex((one) => one.from === from) === index;
  return found.filter((one, index) => one.from !== one.to && !declared.has(one.from) && isFirst(one, index));
}

/** The stated ones come first. */
function listPredecessors(selection: NamedSelection, before: readonly NamedSelection[]): Succession[] {
  const { collection, name, slug, formerly = [] } = selection;
  const to: FeedName = `${collection}/${slug}`;
  const named = (other: string) =>
    before.filter((one) => one.collection === collection && one.name.toLowerCase() === other.toLowerCase());
  const stated = formerly.flatMap((other) => [nameSlug(other), ...named(other).map((one) => one.slug)]);
  const derived = collection === "feeds" || name === PUBLISHER ? [] : [{ slug: nameSlug(name), title: name }];
  return [
    ...stated.map((one): Succession => ({ from: `${collection}/${one}`, to })),
    ...[...named(name), ...derived].map(
      (one): Succession => ({ from: `${collection}/${one.slug}`, to, title: one.title }),
    ),
  ];
}

/** Stands for the publication's title; no name begins with a space. */
const PUBLISHER = " ";

/** A named feed goes by its title, since its name is its address. */
function listSelections({ title, categories, tags = [], author, authors, feeds }: SiteProfile): NamedSelection[] {
  // An author who is called as the publication is, is the publication, whatever that is called.
  const publisher = author.name === title ? [{ ...author, name: PUBLISHER, title }] : [];
  return [
    ...categories.map((one): NamedSelection => ({ ...one, title: one.name, collection: "categories" })),
    ...tags.map((one): NamedSelection => ({ ...one, title: one.name, collection: "tags" })),
    ...[author, ...authors].map((one): NamedSelection => ({ ...one, title: one.name, collection: "authors" })),
    ...publisher.map((one): NamedSelection => ({ ...one, collection: "authors" })),
    ...feeds.map((one): NamedSelection => ({ ...one, collection: "feeds", name: one.title, slug: one.name })),
  ];
}
