import { execFileSync } from "node:child_process";

/** Runs git in a folder as a test person, at a time of its own, without this machine's settings. */
export function git(folder: string, args: readonly string[], at = 0): void {
  const date = new Date(at).toISOString();
  const env = {
    ...process.env,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
  };
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"];
  execFileSync("git", ["-C", folder, ...identity, ...args], { env, stdio: "pipe" });
}

/** Commits everything in a folder. */
export function commit(folder: string, at: number): void {
  git(folder, ["add", "-A"]);
  git(folder, ["commit", "-q", "-m", "Change"], at);
}
