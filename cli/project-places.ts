import { join } from "node:path";
import { IS_CHECKOUT, PACKAGE_FOLDER } from "./package-folder.ts";

/** Where the command keeps what it makes, relative to the working folder. None of it belongs into a repository. */
export interface ProjectPlaces {
  /** The token of the local publication. */
  readonly tokenFile: string;
  /** The store of the local publication. */
  readonly state: string;
  /** What articles were read as. */
  readonly reading: string;
}

const inCheckout: ProjectPlaces = {
  tokenFile: ".dev.vars",
  state: join(".wrangler", "state"),
  reading: join(".wrangler", "reading"),
};

/** One folder, so that one line of .gitignore is enough. */
const GENERATED = ".edgewire";

const inProject: ProjectPlaces = {
  tokenFile: join(GENERATED, ".dev.vars"),
  state: join(GENERATED, "state"),
  reading: join(GENERATED, "reading"),
};

export const PLACES: ProjectPlaces = IS_CHECKOUT && process.cwd() === PACKAGE_FOLDER ? inCheckout : inProject;
