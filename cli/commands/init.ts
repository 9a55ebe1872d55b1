import { UsageError } from "../../src/lib/usage-error.ts";
import { defineCommand } from "../command.ts";
import { DRY_RUN } from "../options.ts";

export const init = defineCommand({
  summary:
    "Begin a publication: a folder with articles, a package.json and a workflow; --here adds what is missing to the folder you are in",
  operands: "[FOLDER]",
  options: {
    here: { type: "boolean", help: "write into the working folder, and only what is missing there" },
    articles: {
      type: "string",
      default: "articles",
      value: "FOLDER",
      help: "where articles are, such as content/posts",
    },
    from: {
      type: "string",
      value: "FOLDER|FILE|URL",
      help: "begin with the articles of a folder, an export or a feed",
    },
    title: { type: "string", value: "TITLE", help: "the publication's title" },
    author: { type: "string", value: "NAME", help: "who writes it" },
    language: { type: "string", value: "TAG", help: "the language of the articles, such as en" },
    "time-zone": { type: "string", value: "NAME", help: "the zone of dates without one, such as Europe/Berlin" },
    domain: { type: "string", value: "DOMAIN", help: "a domain of yours, which makes the ids of articles yours" },
    "no-workflow": { type: "boolean", help: "leave out the workflows for GitHub" },
    "backup-workflow": { type: "boolean", help: "add a nightly backup, for a private repository" },
    "no-install": { type: "boolean", help: "do not install the packages" },
    package: { type: "string", value: "RANGE", help: "the edgewire that package.json asks for (this one)" },
    yes: { type: "boolean", help: "ask nothing" },
    "dry-run": DRY_RUN,
  },
  run: async (flags, [folder, ...rest]) => {
    if (rest.length > 0)
      throw new UsageError(
        `wanted one folder, found "${[folder, ...rest].join(" ")}"; put a name with blanks in quotes`,
      );
    if (flags.here && folder !== undefined)
      throw new UsageError(`--here means the working folder; leave out "${folder}", or --here`);
    const { initProject } = await import("../init/init-project.ts");
    return initProject(folder, flags);
  },
});
