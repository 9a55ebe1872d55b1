import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseEnv } from "node:util";
import { UsageError } from "../src/lib/usage-error.ts";
import { findDeployedToken } from "./deploy/deploy-token.ts";
import { isLoopback } from "./is-loopback.ts";
import { makeGeneratedFolder, PLACES } from "./project-places.ts";

const FILE = PLACES.tokenFile;
const LINE = /^PUBLISH_TOKEN\s*=\s*"?([^"\s]+)"?\s*$/m;

/** The publish token for an address: from the environment; for this machine also from the file of local development. */
export function findToken(base: string, path = FILE): string {
  const given = process.env.EDGEWIRE_TOKEN;
  if (given !== undefined && given !== "") return given;
  const deployed = findDeployedToken(base);
  if (deployed !== undefined) return deployed;
  if (!isLoopback(base)) {
    throw new UsageError(
      `There is no publish token for ${base}; wanted --token or EDGEWIRE_TOKEN: that of ${FILE} is for this machine alone. The machine that deployed keeps the token in .edgewire/NAME.secrets.json`,
    );
  }
  const local = readTokenFile(path);
  if (local !== undefined) return local;
  throw new UsageError(
    `There is no publish token yet: "npm start" makes one in ${FILE}, with the publication of this machine; --to and EDGEWIRE_TOKEN name another`,
  );
}

/** Whether it is the token of the publication that this folder runs. */
export function isLocalToken(token: string, path = FILE): boolean {
  return readTokenFile(path) === token;
}

/** Reads the file's token; adds a random one if it has none. Afterwards only its owner can read the file. */
export function ensureTokenFile(path = FILE): string {
  // The mode of writeFileSync applies to new files only.
  if (existsSync(path)) chmodSync(path, 0o600);
  const known = readTokenFile(path);
  if (known !== undefined) return known;
  const token = randomBytes(32).toString("base64url");
  makeGeneratedFolder(dirname(path));
  const before = existsSync(path) ? `${readFileSync(path, "utf8").trimEnd()}\n` : "";
  writeFileSync(path, `${before}PUBLISH_TOKEN=${token}\n`, { mode: 0o600 });
  return token;
}

/** The file's other variables, for both workers; only the readers' worker checks the token. */
export function readLocalVariables(path = FILE): Record<string, string> {
  const { PUBLISH_TOKEN: _, ...variables } = existsSync(path) ? parseEnv(readFileSync(path, "utf8")) : {};
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function readTokenFile(path = FILE): string | undefined {
  return existsSync(path) ? LINE.exec(readFileSync(path, "utf8"))?.[1] : undefined;
}
