import { printError } from "../output.ts";

const MAX_CRASHES = 5;

/**
 * Says in one line each what the runtime reports. Miniflare restarts a runtime that died and warns of it; an error after that means
 * that it could not, and so does a fifth crash.
 */
export function createRuntimeLog({ Log, LogLevel }: typeof import("miniflare"), fail: (message: string) => void) {
  let crashes = 0;
  return new (class extends Log {
    override warn(message: string): void {
      const isCrash = /crashed unexpectedly/.test(message);
      if (isCrash) crashes += 1;
      if (crashes >= MAX_CRASHES) fail(`the local server died ${crashes} times`);
      else say(isCrash ? "the local server died and is being restarted" : message);
    }

    override error({ message }: Error): void {
      if (/failed to restart/.test(message)) fail("the local server died and could not be restarted");
      else say(message);
    }
  })(LogLevel.WARN);
}

/** workerd reports each request that found no network; the article's finding says so already. */
const OF_THE_RUNTIME = /sentryErrorContext = jsgInternalError/;

/** Passes on what a worker writes to its console as a warning or an error; the rest is for developers. */
export function passOnConsole({ level, message }: { readonly level: string; readonly message: string }): void {
  if ((level === "warn" || level === "error") && !OF_THE_RUNTIME.test(message)) say(message);
}

function say(message: string): void {
  printError(`edgewire: ${message}`);
}
