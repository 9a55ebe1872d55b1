import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "../src/lib/usage-error.ts";

const FILE = ".dev.vars";
const LINE = /^PUBLISH_TOKEN\s*=\s*"?([^"\s]+)"?\s*$/m;

/** The publish token: from the environment, else from the file that local development keeps it in. */
export function findToken(): string {
  const token = process.env.EDGEWIRE_TOKEN ?? readTokenFile();
  if (token === undefined)
    throw new UsageError(`There is no publish token; wanted --token, EDGEWIRE_TOKEN, or PUBLISH_TOKEN in ${FILE}`);
  return token;
}

/** The token of the file; a random one is added where there is none. Afterwards the file is its owner's alone. */
export function ensureTokenFile(path = FILE): string {
  // The mode that writeFileSync takes holds for new files only.
  if (existsSync(path)) chmodSync(path, 0o600);
  const known = readTokenFile(path);
  if (known !== undefined) return known;
  const token = randomBytes(32).toString("base64url");
  const before = existsSync(path) ? `${readFileSync(path, "utf8").trimEnd()}\n` : "";
  writeFileSync(path, `${before}PUBLISH_TOKEN=${token}\n`, { mode: 0o600 });
  return token;
}

function readTokenFile(path = FILE): string | undefined {
  return existsSync(path) ? LINE.exec(readFileSync(path, "utf8"))?.[1] : undefined;
}
