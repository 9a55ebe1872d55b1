import { spawn } from "node:child_process";

/** A program of the system, and the Debian package that brings it. */
export interface Program {
  readonly command: string;
  readonly aptPackage: string;
}

export interface ProgramOutput {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Debian's own Python: its packages are not in others that may come first in the path. */
const PYTHON = "/usr/bin/python3";
/** The exit code by which a Python script says that a module is missing. */
const MODULE_MISSING = 69;

/** Runs a program to its end. One that is not installed fails the test with the name of its package: it is never skipped. */
export async function runProgram({ command, aptPackage }: Program, args: readonly string[]): Promise<ProgramOutput> {
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, no_proxy: "localhost" },
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += chunk));
  child.stderr.on("data", (chunk) => (output.stderr += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", () => reject(new Error(describeMissing(command, aptPackage))));
    child.once("close", resolve);
  });
  return { code, ...output };
}

/** Runs a script of tests/clients, which prints one JSON value. */
export async function runPython<T>(script: string, args: readonly string[], aptPackage: string): Promise<T> {
  const path = `${import.meta.dirname}/${script}`;
  const { code, stdout, stderr } = await runProgram({ command: PYTHON, aptPackage: "python3" }, [path, ...args]);
  if (code === MODULE_MISSING) throw new Error(describeMissing(stderr.trim(), aptPackage));
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${stderr}`);
  return JSON.parse(stdout) as T; // The scripts are ours: what they print is declared by their callers.
}

function describeMissing(name: string, aptPackage: string): string {
  return `Cannot run ${name}: it is not installed; wanted the apt package ${aptPackage} (apt-get install ${aptPackage})`;
}
