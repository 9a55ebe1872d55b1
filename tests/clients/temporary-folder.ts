import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** A folder for a whole file of tests, which removes it. */
export async function makeTemporaryFolder(name: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), `edgewire-${name}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A folder that lasts as long as the test that runs now. */
export async function createTemporaryFolder(name: string): Promise<string> {
  const { path, remove } = await makeTemporaryFolder(name);
  onTestFinished(remove);
  return path;
}
