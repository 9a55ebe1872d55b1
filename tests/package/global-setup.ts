import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The packed package, as npm would publish it. */
    readonly tarball: string;
    /** That of `npm create edgewire`. */
    readonly createTarball: string;
  }
}

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Built and packed once for all files of tests. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "edgewire-tarball-"));
  await run(process.execPath, ["build/package.ts"], { cwd: ROOT });
  const packages = [join(ROOT, "dist/package"), join(ROOT, "create-edgewire")];
  await run("npm", ["pack", ...packages, "--pack-destination", folder], { cwd: folder });
  project.provide("tarball", join(folder, "edgewire-0.1.0.tgz"));
  project.provide("createTarball", join(folder, "create-edgewire-0.1.0.tgz"));
  return () => rm(folder, { recursive: true, force: true });
}
