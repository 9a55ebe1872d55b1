import { fontNames } from "../../src/article/profile/site-profile.ts";
import { renderYaml } from "../../src/import/write-article-text.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { findPackageManager, writeRun } from "../package-manager.ts";
import { BACKUP_WORKFLOW, writeWorkflows } from "./workflows.ts";

/** The answers and facts that a new project is written from. */
export interface NewPublication {
  /** Of package.json and of the workers. */
  readonly name: string;
  readonly title: string;
  readonly author: string | undefined;
  readonly language: string;
  readonly timeZone: string;
  readonly domain: string | undefined;
  /** The folder of articles, below the project's own. */
  readonly articles: string;
  /** Version range in package.json. */
  readonly edgewire: string;
  readonly wrangler: string;
  readonly sharp: string;
  readonly musicMetadata: string;
  readonly hasWorkflow: boolean;
  readonly hasBackupWorkflow: boolean;
  /** The moment of `init`, as an article would date itself. */
  readonly today: string;
}

interface NewProject extends NewPublication {
  /** Without articles, the project gets one as an example. */
  readonly hasArticles: boolean;
}

/** The files of a new project by their paths. */
export function listProjectFiles(project: NewProject): ReadonlyMap<string, string> {
  const { articles, today, hasWorkflow, hasBackupWorkflow, hasArticles } = project;
  return new Map([
    ["package.json", writePackage(project)],
    [".gitignore", "node_modules/\n.edgewire/\n"],
    [`${articles}/site.yaml`, writeSite(project)],
    ...(articles === "articles" ? [] : ([["edgewire.yaml", writeSettings(articles)]] as const)),
    ...(hasArticles ? [] : ([[`${articles}/${today}-first-steps.md`, writeExample(project)]] as const)),
    ...(hasWorkflow ? writeWorkflows() : []),
    ...(hasBackupWorkflow ? [BACKUP_WORKFLOW] : []),
  ]);
}

/** Every command reads it, so that none needs --articles. */
function writeSettings(articles: string): string {
  return `# The folder of the articles.\n${renderYaml({ articles })}`;
}

function writePackage({ name, edgewire, wrangler, sharp, musicMetadata }: NewPublication): string {
  const manifest = {
    name,
    private: true,
    type: "module",
    scripts: {
      start: "edgewire dev",
      check: "edgewire check",
      publish: "edgewire publish",
      deploy: "edgewire deploy",
    },
    dependencies: { edgewire },
    devDependencies: { "music-metadata": musicMetadata, sharp, wrangler },
    // Both build or fetch a program of their own when they are installed; npm asks for leave.
    allowScripts: { esbuild: true, sharp: true, workerd: true },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function writeSite({ title, author, language, timeZone, domain }: NewPublication): string {
  const fields = { title, language, time_zone: timeZone, author, domain };
  return `# The publication's profile: only the title is needed. To use a line that begins with "# ", remove those two characters.
# node_modules/edgewire/articles/site.yaml explains every setting, and \`npx edgewire check\` names by line what cannot be used.

${renderYaml(fields)}
# One sentence about the publication, which readers and search engines show.
# description: News from the harbour, written for people who read feeds.

${domain === undefined ? DOMAIN_HINT : ""}# The colour of pages and covers; any colour stays readable. The quotation marks belong to it.
# accent: "#0b5394"

# What headlines and articles are set in: ${fontNames.join(", ")}.
# font: book

# Pictures beside this file: a logo about twice as wide as high, shown beside the title, and a square icon.
# logo: logo.png
# icon: icon.png

# Categories, each with feeds of its own. An article names them, or is found by their keywords.
# categories:
#   - name: Harbour
#     keywords: [harbour, ferry, pier]

# Feeds by selection, each at /feeds/<name>/rss.xml: of categories, authors or tags, here all but one category.
# feeds:
#   - name: briefing
#     title: Briefing
#     not: [category:harbour]
#     content: summary

# Further links in the navigation.
# navigation:
#   - { title: Contact, url: "https://example.org/contact" }
`;
}

const DOMAIN_HINT = `# A domain that is yours makes the ids of articles yours. Set it before you publish, and leave it.
# domain: example.org

`;

const PAGES =
  "- A page that is no article: `pages/about.md` beside this folder becomes `/about`, in the navigation and in no feed.\n";

function writeExample({ today, articles }: NewPublication): string {
  return `---
title: First steps
date: ${today}
categories: [Welcome]
---

This is an article: a file in this folder, named by its day. Edit it while \`${writeRun(findPackageManager(), "start")}\` runs, and the page follows.

## Required in an article

A title and a date. Everything else is derived, and \`${writeRun(findPackageManager(), "check")}\` shows how: the summary from the first sentences, a cover from
the title, an address from the name of the file.

## Optional

- A picture beside it: \`![What it shows](picture.jpg)\` becomes the image of the article in every feed.
- \`draft: true\` hides it from readers, and shows it to you alone. A \`date\` in the future is an embargo: the article appears at that moment.
- \`authors\`, \`categories\`, \`tags\`, \`lang\`, \`updated\`, \`image\`: the names that other tools use are read, too.
${articles === "articles" ? PAGES : ""}
When you have read this, write \`draft: true\` below its date, which takes it out of pages and feeds, and run
\`${callEdgewire('new "Your title"')}\`.
`;
}
