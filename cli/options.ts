import { PLACES, readLocalAddress } from "./project-places.ts";
import { readArticlesFolder } from "./project-settings.ts";

/** Options that several commands take. */
export const ARTICLES = {
  type: "string",
  default: readArticlesFolder(),
  value: "FOLDER",
  help: "the publication's folder; edgewire.yaml may name another",
} as const;

export const CLIENT = {
  to: { type: "string", default: readLocalAddress(), value: "URL", help: "the running publication" },
  token: {
    type: "string",
    value: "TOKEN",
    help: `the publish token; else EDGEWIRE_TOKEN, else PUBLISH_TOKEN in ${PLACES.tokenFile}`,
  },
} as const;

export const JSON_OUTPUT = { type: "boolean", help: "print JSON, for programs" } as const;

export const DRY_RUN = { type: "boolean", help: "say what would be done, and change nothing" } as const;

export const VERBOSE = { type: "boolean", help: "list every finding, also where many are alike" } as const;

export const STRICT = { type: "boolean", help: "take any finding for an error, for CI" } as const;
