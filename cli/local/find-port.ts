import { UsageError } from "../../src/lib/usage-error.ts";
import { isFreePort, requireFreePort } from "./port-holder.ts";

const DEFAULT_PORT = 8787;
const TRIED_PORTS = 20;

/** The port that was asked for, which must be free, or the next free one from 8787 on. */
export async function findPort(asked: string | undefined): Promise<number> {
  if (asked !== undefined) {
    const port = readPort(asked);
    await requireFreePort(port);
    return port;
  }
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + TRIED_PORTS; port += 1) if (await isFreePort(port)) return port;
  throw new UsageError(
    `The ports ${DEFAULT_PORT} to ${DEFAULT_PORT + TRIED_PORTS - 1} are taken by other programs; choose one with --port`,
  );
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError(`--port must be a number from 1 to 65535, found "${text}"`);
}
