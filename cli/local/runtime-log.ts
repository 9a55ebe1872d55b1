import { Log, LogLevel } from "miniflare";
import { printError } from "../output.ts";

const MAX_CRASHES = 5;

/**
 * Says in one line each what the runtime reports. Miniflare restarts a runtime that died and warns of it; an error after that means
 * that it could not, and so does a fifth crash.
 */
class RuntimeLog extends Log {
  readonly #fail: (message: string) => void;
  #crashes = 0;

  constructor(fail: (message: string) => void) {
    super(LogLevel.WARN);
    this.#fail = fail;
  }

  override warn(message: string): void {
    const isCrash = /crashed unexpectedly/.test(message);
    if (isCrash) this.#crashes += 1;
    if (this.#crashes >= MAX_CRASHES) this.#fail(`the local server died ${this.#crashes} times`);
    else say(isCrash ? "the local server died and is being restarted" : message);
  }

  override error({ message }: Error): void {
    if (/failed to restart/.test(message)) this.#fail("the local server died and could not be restarted");
    else say(message);
  }
}

export function createRuntimeLog(fail: (message: string) => void): Log {
  return new RuntimeLog(fail);
}

/** Passes on what a worker writes to its console as a warning or an error; the rest is for developers. */
export function passOnConsole({ level, message }: { readonly level: string; readonly message: string }): void {
  if (level === "warn" || level === "error") say(message);
}

function say(message: string): void {
  printError(`edgewire: ${message}`);
}
