import * as v from "valibot";
import { group, line, nameOr, webAddress } from "../../front-matter/yaml-schema.ts";

const PERSON_WANTED = "a name, or a group of name, role, group, img and href";

/** The names of a taxonomy are in lower case. */
const term = v.pipe(line, v.toLowerCase());

/** Podcast namespace, `person`: at most 128 characters. */
const name = v.pipe(line, v.maxLength(128, "a name of at most 128 characters"));

export const podcastPerson = nameOr(
  group(
    {
      name,
      role: v.optional(term),
      group: v.optional(term),
      img: v.optional(webAddress),
      href: v.optional(webAddress),
    },
    PERSON_WANTED,
  ),
  "name",
);
