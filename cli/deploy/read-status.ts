import { callEdgewire } from "../call-edgewire.ts";
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
  /** Sources of site.yaml that could not be read for a week. */
  readonly failingSources: readonly FailingSource[];
}

export interface FailingSource {
  readonly name: string;
  readonly problem: string;
  /** RFC 3339. */
  readonly since: string;
}

interface Settings {
  readonly bindings?: readonly { readonly name: string; readonly text?: string }[];
}

interface Deployments {
  readonly deployments?: readonly { readonly created_on?: string }[];
}

/** Reads the deployed parts from the account. */
export async function readStatus(
  account: CloudflareAccount,
  names: WorkerNames,
  now: number,
): Promise<PublicationStatus> {
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
  const query = <Row>(sql: string, ...params: readonly string[]) =>
    database === undefined ? [] : queryDatabase<Row>(account, database, { sql, params });
  // Without the table no migration was ever applied.
  const applied = (await query<{ readonly name: string }>("SELECT name FROM d1_migrations ORDER BY id")).map(nameOf);
  const failingSources = await query<FailingSource>(FAILING_SOURCES, String(now - WEEK_MS));
  return {
    workers,
    publicUrl: workers[1]?.publicUrl,
    applied: database === undefined ? undefined : applied,
    failingSources,
  };
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

const WEEK_MS = 7 * 86_400_000;

/** Until a week has passed, a failure may pass as well. */
const FAILING_SOURCES = `SELECT name, state ->> 'problem' AS problem,
    strftime('%FT%TZ', (state ->> 'failingSince') / 1000, 'unixepoch') AS since
  FROM sources WHERE state ->> 'failingSince' <= CAST(?1 AS INTEGER) ORDER BY name`;

/** The rows of a query; none where its table is missing. */
async function queryDatabase<Row>(
  { id, api }: CloudflareAccount,
  database: string,
  statement: { readonly sql: string; readonly params: readonly string[] },
): Promise<readonly Row[]> {
  const path = `/accounts/${id}/d1/database/${database}/query`;
  const answer = await api.ask<readonly { readonly results: readonly Row[] }[]>("POST", path, statement);
  return answer.ok ? (answer.value[0]?.results ?? []) : [];
}

/** Why the parts do not fit each other, each with the way on; empty if they do. */
export function findMisfits({ workers, applied }: PublicationStatus, own: string): string[] {
  const deploy = `run: ${callEdgewire("deploy")}`;
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
