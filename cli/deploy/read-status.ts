import { listMigrations } from "../local/migrate-store.ts";
import type { WorkerNames } from "../worker-configs.ts";
import type { CloudflareAccount } from "./credentials.ts";

export interface DeployedWorker {
  readonly name: string;
  /** Of edgewire; undefined where none is deployed. */
  readonly version: string | undefined;
  readonly deployedAt: string | undefined;
}

export interface PublicationStatus {
  readonly workers: readonly DeployedWorker[];
  readonly publicUrl: string | undefined;
  /** Names of applied migrations; undefined where there is no database. */
  readonly applied: readonly string[] | undefined;
}

interface Settings {
  readonly bindings?: readonly { readonly name: string; readonly text?: string }[];
}

interface Deployments {
  readonly deployments?: readonly { readonly created_on?: string }[];
}

/** Reads the deployed parts from the account. */
export async function readStatus(account: CloudflareAccount, names: WorkerNames): Promise<PublicationStatus> {
  const get = async <Value>(path: string) => {
    const answer = await account.api.ask<Value>("GET", `/accounts/${account.id}${path}`);
    return answer.ok ? answer.value : undefined;
  };
  const readWorker = async (name: string) => {
    const settings = await get<Settings>(`/workers/scripts/${name}/settings`);
    const textOf = (variable: string) => settings?.bindings?.find((binding) => binding.name === variable)?.text;
    const deployments = await get<Deployments>(`/workers/scripts/${name}/deployments`);
    const version = settings === undefined ? undefined : (textOf("EDGEWIRE_VERSION") ?? "unknown");
    return { name, version, deployedAt: deployments?.deployments?.[0]?.created_on, publicUrl: textOf("PUBLIC_URL") };
  };
  const workers = [await readWorker(names.publisher), await readWorker(names.readers)];
  const databases = await get<readonly { readonly name: string; readonly uuid: string }[]>(
    `/d1/database?name=${names.database}`,
  );
  const database = databases?.find(({ name }) => name === names.database)?.uuid;
  const applied = database === undefined ? undefined : await readApplied(account, database);
  return { workers, publicUrl: workers[1]?.publicUrl, applied };
}

async function readApplied({ id, api }: CloudflareAccount, database: string): Promise<readonly string[]> {
  const sql = "SELECT name FROM d1_migrations ORDER BY id";
  const answer = await api.ask<readonly { readonly results: readonly { readonly name: string }[] }[]>(
    "POST",
    `/accounts/${id}/d1/database/${database}/query`,
    { sql },
  );
  // Without the table no migration was ever applied.
  return answer.ok ? (answer.value[0]?.results ?? []).map(({ name }) => name) : [];
}

/** Why the parts do not fit each other, each with the way on; empty if they do. */
export function findMisfits({ workers, applied }: PublicationStatus, own: string): string[] {
  const deploy = "run: npx edgewire deploy";
  if (applied === undefined && workers.every(({ version }) => version === undefined))
    return [`Nothing is deployed; ${deploy}`];
  const missing = workers
    .filter(({ version }) => version === undefined)
    .map(({ name }) => `The Worker ${name} is missing; ${deploy}`);
  const versions = new Set(workers.flatMap(({ version }) => version ?? []));
  const differing =
    versions.size > 1 ? [`The two Workers are of different versions (${[...versions].join(", ")}); ${deploy}`] : [];
  const known = listMigrations();
  const lacking = known.filter((name) => applied?.includes(name) !== true);
  const unknown = (applied ?? []).filter((name) => !known.includes(name));
  return [
    ...missing,
    ...differing,
    ...(missing.length + differing.length === 0 && !versions.has(own)
      ? [`Deployed is ${[...versions].join()}, installed here is ${own}; ${deploy}`]
      : []),
    ...(lacking.length > 0
      ? [`The database lacks ${lacking.length} of ${known.length} migrations, from ${lacking[0]} on; ${deploy}`]
      : []),
    ...(unknown.length > 0
      ? [`The database is newer than this edgewire: it has ${unknown.at(-1)}; run: npm install edgewire@latest`]
      : []),
  ];
}
