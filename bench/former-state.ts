import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The last commit before folders of any tool were read, and Markdown by markdown-it. */
const FORMER = "0f9a8d5";

export const ROOT = join(import.meta.dirname, "..");

/** Checks the former state out into `folder`, with the packages that it had. Removed with {@link removeFormerState}. */
export function checkOutFormerState(folder: string): string {
  const root = join(folder, "before");
  for (const [command, args, cwd] of [
    ["git", ["worktree", "add", "--detach", root, FORMER], ROOT],
    ["npm", ["ci", "--no-audit", "--no-fund"], root],
  ] as const) {
    const { status, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr.slice(-2000)}`);
  }
  return root;
}

export function removeFormerState(folder: string): void {
  const root = join(folder, "before");
  spawnSync("git", ["worktree", "remove", "--force", root], { cwd: ROOT });
  rmSync(root, { recursive: true, force: true });
}

/** The command's file: today Node starts it from JavaScript. */
export function commandOf(root: string): string {
  const file = join(root, "cli/edgewire.js");
  return existsSync(file) ? file : join(root, "cli/edgewire.ts");
}
