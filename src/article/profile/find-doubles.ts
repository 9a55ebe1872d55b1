import type { YamlPath } from "../front-matter/read-yaml.ts";
import type { SiteProfile } from "./site-profile.ts";

export interface Double {
  readonly path: YamlPath;
  readonly message: string;
}

/** Partners are given feeds that `feeds:` declares. */
export function findLostPartnerFeeds({ partners = [], feeds }: SiteProfile): Double[] {
  return partners.flatMap(({ feed }, index) => {
    if (feeds.some(({ name }) => name === feed)) return [];
    const message = `"partners[${index}].feed" must be the name of a feed below "feeds:", found "${feed}"`;
    return [{ path: ["partners", index, "feed"], message }];
  });
}

/** Two of a kind at one address: the second could never be reached. */
export function findDoubles({
  authors,
  categories,
  tags = [],
  feeds,
  sources = [],
  partners = [],
}: SiteProfile): Double[] {
  return [
    ...Object.entries({ authors, categories, tags }).flatMap(([list, labels]) =>
      findRepeated(
        list,
        "slug",
        labels.map(({ slug }) => slug),
      ),
    ),
    ...findRepeated(
      "feeds",
      "name",
      feeds.map(({ name }) => name),
    ),
    ...(["name", "from"] as const).flatMap((field) =>
      findRepeated(
        "sources",
        field,
        sources.map((source) => source[field]),
      ),
    ),
    ...findRepeated(
      "partners",
      "partner",
      partners.map(({ feed, partner }) => `${feed}/${partner}`),
    ),
  ];
}

function findRepeated(list: string, field: string, values: readonly string[]): Double[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (first === index) return [];
    const message = `"${list}[${index}].${field}" must be unique, found "${value}", which "${list}[${first}]" has already`;
    return [{ path: [list, index, field], message }];
  });
}
