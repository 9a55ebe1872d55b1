import { defineCommand } from "../command.ts";
import { ARTICLES, DRY_RUN } from "../options.ts";

export const DEPLOYED_NAME = {
  type: "string",
  value: "NAME",
  help: "the publication's name at Cloudflare; another name is another publication, for staging (edgewire.yaml, package.json)",
} as const;

export const deployCommand = defineCommand({
  summary:
    "Bring the publication to your Cloudflare account: create what is missing, migrate, upload both workers, publish, and look at it as readers do",
  options: {
    articles: ARTICLES,
    name: DEPLOYED_NAME,
    domain: { type: "string", value: "HOSTNAME", help: "a hostname of a zone of yours, in place of workers.dev" },
    "new-token": { type: "boolean", help: "replace the publish token" },
    "no-publish": { type: "boolean", help: "leave the articles as they are" },
    "dry-run": DRY_RUN,
  },
  run: async ({
    articles,
    name,
    domain,
    "new-token": isTokenRenewed,
    "no-publish": withoutPublish,
    "dry-run": isDryRun,
  }) => {
    const { deploy } = await import("../deploy/run-deploy.ts");
    return deploy({ articles, name, domain, isTokenRenewed, isPublished: !withoutPublish, isDryRun });
  },
});
