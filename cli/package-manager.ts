import { spawnSync } from "node:child_process";

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

/** The one that called this command: each sets its name, as in `pnpm/10.1.0 npm/? node/v24.0.0 linux x64`. */
export function findPackageManager(agent = process.env.npm_config_user_agent ?? ""): PackageManager {
  const name = /^(npm|pnpm|yarn|bun)\//.exec(agent)?.[1];
  return name === undefined ? "npm" : (name as PackageManager);
}

/** How people run a script of package.json with it. */
export function writeRun(manager: PackageManager, script: string): string {
  return manager === "npm" && script === "start"
    ? "npm start"
    : `${manager} ${manager === "npm" ? "run " : ""}${script}`;
}

/** Installs in a folder; what the program writes goes to the terminal. Returns whether it succeeded. */
export function installIn(folder: string, manager: PackageManager): boolean {
  // npm of Windows is a script, which a shell must start; none of the words comes from outside.
  const { status } = spawnSync(manager, ["install"], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  return status === 0;
}
