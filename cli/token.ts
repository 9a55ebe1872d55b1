import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
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

/** Makes a random token where there is none: nobody publishes with a password from a manual. */
export function ensureTokenFile(): string {
  const known = readTokenFile();
  if (known !== undefined) return known;
  const token = randomBytes(32).toString("base64url");
  const before = existsSync(FILE) ? `${readFileSync(FILE, "utf8").trimEnd()}\n` : "";
  writeFileSync(FILE, `${before}PUBLISH_TOKEN=${token}\n`, { mode: 0o600 });
  return token;
}

function readTokenFile(): string | undefined {
  return existsSync(FILE) ? LINE.exec(readFileSync(FILE, "utf8"))?.[1] : undefined;
}
