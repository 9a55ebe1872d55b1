import { renderYaml } from "../../src/import/write-article-text.ts";
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
    ...(hasArticles ? [] : ([[`${articles}/${today}-first-steps.md`, writeExample(project)]] as const)),
    ...(hasWorkflow ? writeWorkflows(articles) : []),
    ...(hasBackupWorkflow ? [BACKUP_WORKFLOW] : []),
  ]);
}

function writePackage({ name, edgewire, wrangler, sharp, musicMetadata, articles }: NewPublication): string {
  const folder = articles === "articles" ? "" : ` --articles ${quote(articles)}`;
  const manifest = {
    name,
    private: true,
    type: "module",
    scripts: {
      start: `edgewire dev${folder}`,
      check: `edgewire check${folder}`,
      publish: `edgewire publish${folder}`,
      deploy: `edgewire deploy${folder}`,
    },
    dependencies: { edgewire },
    devDependencies: { "music-metadata": musicMetadata, sharp, wrangler },
    // Both build or fetch a program of their own when they are installed; npm asks for leave.
    allowScripts: { esbuild: true, sharp: true, workerd: true },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** For a script of package.json, which a shell reads. */
function quote(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `"${text.replace(/["$`\\]/g, "\\$&")}"`;
}

function writeSite({ title, author, language, timeZone, domain }: NewPublication): string {
  const fields = { title, language, time_zone: timeZone, author, domain };
  return `# The publication's profile: only the title is needed. https://www.npmjs.com/package/edgewire says more.

${renderYaml(fields)}
# One sentence about the publication, which readers and search engines show.
# description: News from the harbour, written for people who read feeds.

${domain === undefined ? DOMAIN_HINT : ""}# The colour of pages and covers; any colour stays readable.
# accent: "#0b5394"

# Categories, each with feeds of its own. An article names them, or is found by their keywords.
# categories:
#   - name: Harbour
#     keywords: [harbour, ferry, pier]
`;
}

const DOMAIN_HINT = `# A domain that is yours makes the ids of articles yours. Set it before you publish, and leave it.
# domain: example.org

`;

function writeExample({ today }: NewPublication): string {
  return `---
title: First steps
date: ${today}
categories: [Welcome]
---

This is an article: a file in this folder, named by its day. Edit it while \`npm start\` runs, and the page follows.

## Required in an article

A title and a date. Everything else is derived, and \`npm run check\` shows how: the summary from the first sentences, a cover from
the title, an address from the name of the file.

## Optional

- A picture beside it: \`![What it shows](picture.jpg)\` becomes the image of the article in every feed.
- \`draft: true\` keeps it to this machine. A \`date\` in the future is an embargo: the article appears at that moment.
- \`authors\`, \`categories\`, \`tags\`, \`lang\`, \`updated\`, \`image\`: the names that other tools use are read, too.

When you have read this, write \`draft: true\` below its date, which takes it out of pages and feeds, and run
\`npx edgewire new "Your title"\`.
`;
}
