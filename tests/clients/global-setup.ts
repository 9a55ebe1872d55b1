import type { TestProject } from "vitest/node";
import { type RunningPublication, startLocalPublication } from "../support/local-publication.ts";
import { publications } from "./publications.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where each publication is served, by its folder. */
    readonly publicationUrls: Readonly<Record<string, string>>;
  }
}

const running: RunningPublication[] = [];

/** Both publications are served once, for all files of tests; one after the other, as the first makes the token. */
export async function setup(project: TestProject): Promise<void> {
  const urls: Record<string, string> = {};
  for (const { folder } of publications) {
    const publication = await startLocalPublication(folder);
    running.push(publication);
    urls[folder] = publication.url;
  }
  project.provide("publicationUrls", urls);
}

export async function teardown(): Promise<void> {
  await Promise.all(running.map(({ stop }) => stop()));
}
