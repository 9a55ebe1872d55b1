import { basename, dirname } from "node:path";
import { findPackageManager, type PackageManager } from "./package-manager.ts";

const runners: Readonly<Record<PackageManager, string>> = {
  npm: "npx",
  pnpm: "pnpm exec",
  yarn: "yarn",
  bun: "bunx",
};

export interface Invocation {
  /** `npm_config_user_agent`, which package managers set. */
  readonly agent: string | undefined;
  /** The path by which Node was told to run the command. */
  readonly script: string;
}

/**
 * A command as a person types it here: `npx edgewire publish`. A project's commands are not on the shell's PATH; a command that was
 * installed for the whole machine is.
 */
export function callEdgewire(words: string, { agent, script }: Invocation = readInvocation()): string {
  const isGlobal = agent === undefined && basename(script) === "edgewire" && basename(dirname(script)) !== ".bin";
  return isGlobal ? `edgewire ${words}` : `${runners[findPackageManager(agent)]} edgewire ${words}`;
}

function readInvocation(): Invocation {
  return { agent: process.env.npm_config_user_agent, script: process.argv[1] ?? "" };
}
