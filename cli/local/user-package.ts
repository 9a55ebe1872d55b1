import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { UsageError } from "../../src/lib/usage-error.ts";
import { PACKAGE_FOLDER } from "../package-folder.ts";
import { findPackageManager } from "../package-manager.ts";

// Packages that a user's project brings: optional peers, since `check` and `publish` need none of them and they weigh 210 MB.

const MIN_WRANGLER = [4, 155] as const;

function writeInstall(): string {
  const manager = findPackageManager();
  return `${manager} ${manager === "npm" ? "install" : "add"} --save-dev wrangler@^${MIN_WRANGLER.join(".")}.0`;
}

/** Looks in the working folder's project first, then beside this package. */
function findPackageFile(name: string): string | undefined {
  for (const from of [process.cwd(), PACKAGE_FOLDER]) {
    try {
      return createRequire(join(from, "package.json")).resolve(`${name}/package.json`);
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

/** The package.json of the project's wrangler. Throws a UsageError that says how to install it. */
function requireWrangler(): string {
  const found = findPackageFile("wrangler");
  if (found === undefined) {
    throw new UsageError(`wrangler runs and deploys the workers, and is not installed here; run: ${writeInstall()}`);
  }
  const { version } = JSON.parse(readFileSync(found, "utf8")) as { version: string };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < MIN_WRANGLER[0] || (major === MIN_WRANGLER[0] && minor < MIN_WRANGLER[1])) {
    throw new UsageError(
      `wrangler ${MIN_WRANGLER.join(".")} or newer is wanted, found ${version}; run: ${writeInstall()}`,
    );
  }
  return found;
}

/** The path of wrangler's command. */
export function findWranglerCommand(): string {
  return join(requireWrangler(), "..", "bin", "wrangler.js");
}

export interface LocalRuntime {
  readonly wrangler: typeof import("wrangler");
  readonly miniflare: typeof import("miniflare");
}

/** Miniflare is a dependency of wrangler: pnpm and yarn put it where wrangler alone finds it. */
export async function loadLocalRuntime(): Promise<LocalRuntime> {
  const resolve = createRequire(requireWrangler()).resolve;
  const load = (name: string): Promise<unknown> => import(pathToFileURL(resolve(name)).href);
  const [wrangler, miniflare] = await Promise.all([load("wrangler"), load("miniflare")]);
  return { wrangler, miniflare } as LocalRuntime;
}
