import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED, makeGeneratedFolder } from "../project-places.ts";

/** The publish token of a deployed publication. */
export interface DeployToken {
  /** Undefined: the worker has one that is not known here. */
  readonly token: string | undefined;
  /** A file that wrangler uploads with the worker. */
  readonly file: string;
  readonly isNew: boolean;
}

export interface TokenRequest {
  readonly name: string;
  /** Whether the deployed worker has a token. */
  readonly hasToken: boolean;
  /** Replace the token, whatever it is. */
  readonly isRenewed: boolean;
}

/** The token of the environment, else of the file, else a new one where the worker has none. */
export function chooseToken({ name, hasToken, isRenewed }: TokenRequest, folder = GENERATED): DeployToken {
  const file = join(folder, `${name}.secrets.json`);
  const given = process.env.EDGEWIRE_TOKEN || readToken(file);
  if (given !== undefined && !isRenewed) return { token: given, file: writeToken(file, given), isNew: false };
  if (hasToken && !isRenewed) return { token: undefined, file, isNew: false };
  const token = randomBytes(32).toString("base64url");
  return { token, file: writeToken(file, token), isNew: true };
}

function readToken(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly PUBLISH_TOKEN?: string }).PUBLISH_TOKEN;
}

function writeToken(file: string, token: string): string {
  makeGeneratedFolder(GENERATED);
  writeFileSync(file, `${JSON.stringify({ PUBLISH_TOKEN: token })}\n`, { mode: 0o600 });
  return file;
}

const DEPLOYED = "deployed.json";

/** Remembers which file has the token for an address, so that `publish --to` needs no token on this machine. */
export function rememberDeployment(url: string, file: string, folder = GENERATED): void {
  const path = join(folder, DEPLOYED);
  writeFileSync(path, `${JSON.stringify({ ...readDeployments(path), [url]: file }, null, 2)}\n`, { mode: 0o600 });
}

/** The token of a publication that was deployed from this folder. */
export function findDeployedToken(url: string, folder = GENERATED): string | undefined {
  const file = readDeployments(join(folder, DEPLOYED))[url];
  return file === undefined ? undefined : readToken(file);
}

/** The addresses that were deployed from this folder. */
export function listDeployments(folder = GENERATED): string[] {
  return Object.keys(readDeployments(join(folder, DEPLOYED)));
}

function readDeployments(path: string): Readonly<Record<string, string>> {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, string>) : {};
}
