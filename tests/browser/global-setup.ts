import type { TestProject } from "vitest/node";
import { startLocalPublication } from "../support/local-publication.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the fixture publication is served; without a slash at its end. */
    readonly siteOrigin: string;
  }
}

/** One site for all browser tests: starting it takes longer than any of them. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const publication = await startLocalPublication("tests/fixtures/publication");
  project.provide("siteOrigin", publication.url);
  return publication.stop;
}
