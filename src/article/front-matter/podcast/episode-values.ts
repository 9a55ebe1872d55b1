import type { FieldReports } from "../field-reports.ts";
import { type FieldName, fieldOf, normaliseKey } from "../key-names.ts";
import type { NamedValue, NamedValues } from "../named-values.ts";
import { isGroup } from "../read-yaml.ts";
import { formatPath } from "../yaml-schema.ts";
import type { EpisodeFieldName } from "./episode-names.ts";

/** Names that mean something else outside of the group `podcast:`. */
const IN_GROUP: Readonly<Record<string, EpisodeFieldName>> = {
  title: "episodeTitle",
  image: "episodeImage",
  type: "episodeType",
  number: "episode",
  block: "episodeBlock",
};

const RECORDING_NAMES = ["src", "url", "file", "path"];

/** The values of an episode, at the top level or in the group `podcast:`. */
export function listEpisodeValues(
  names: NamedValues,
  reports: FieldReports,
): (field: EpisodeFieldName) => NamedValue[] {
  const inGroup = new Map<FieldName, NamedValue[]>();
  for (const { path, value } of names.of("audio")) {
    // A text, or a group with an address, is the recording itself.
    if (path.at(-1) !== "podcast" || !isGroup(value) || RECORDING_NAMES.some((name) => name in value)) continue;
    for (const [name, inner] of Object.entries(value)) {
      const field = IN_GROUP[normaliseKey(name)] ?? fieldOf(name);
      const named = { path: [...path, name], value: inner };
      if (field !== undefined) inGroup.set(field, [...(inGroup.get(field) ?? []), named]);
      else reports.add("warning", "front-matter-unknown-key", named.path, `"${formatPath(named.path)}" is not used`);
    }
  }
  return (field) => [...names.of(field), ...(inGroup.get(field) ?? [])].filter(({ value }) => value !== "");
}
