import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { startLocalPublication } from "../support/local-publication.ts";
import { NOTICE, RETRACTED } from "./site-facts.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the fixture publication is served; without a slash at its end. */
    readonly siteOrigin: string;
  }
}

/** More than a window, so that there is an archive to walk through. Older than all others: the front page begins with those. */
const OLD_NOTICES = 36;

/** One site for all browser tests: starting it takes longer than any of them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const root = await mkdtemp(join(tmpdir(), "edgewire-site-"));
  const folder = join(root, "articles");
  await cp("tests/fixtures/publication", folder, { recursive: true });
  for (let number = 1; number <= OLD_NOTICES; number += 1)
    await writeFile(join(folder, `${NOTICE}${number}.md`), writeNotice(number));
  await mkdir(join(root, "pages"));
  await writeFile(join(root, "pages/about.md"), ABOUT);
  const publication = await startLocalPublication(folder);
  const reason = "This notice was about another bridge. We are sorry.";
  await promisify(execFile)(process.execPath, [
    "cli/edgewire.js",
    "retract",
    RETRACTED,
    "--to",
    publication.url,
    "--reason",
    reason,
  ]);
  project.provide("siteOrigin", publication.url);
  return async () => {
    await publication.stop();
    await rm(root, { recursive: true, force: true });
  };
}

const ABOUT = `---
title: About the Packet
summary: Three people, a boat and a bicycle.
---

We report from the harbour and its islands, and have done so since there was a bridge.

## How to reach us

Write to [the newsroom](mailto:desk@averne-packet.example).
`;

function writeNotice(number: number): string {
  const day = new Date(Date.UTC(2024, 0, number)).toISOString().slice(0, 10);
  return `---
title: Notice to mariners ${number}
slug: ${NOTICE}${number}
date: ${day}
authors: [Harbour Board]
categories: [Harbour]
image: default.png
---

Buoy ${number} is where it was.
`;
}
