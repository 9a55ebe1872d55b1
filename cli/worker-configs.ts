import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "smol-toml";
import { MIGRATIONS } from "./local/migrate-store.ts";
import { PACKAGE_FOLDER } from "./package-folder.ts";
import { findWorkerScripts } from "./worker-scripts.ts";

// The configurations that wrangler gets. The .toml files of this package say how the workers run; everything that has a name in
// the user's account is named after the publication.

/** The part of a wrangler configuration that is changed here; the rest stays as the .toml file has it. */
interface WorkerConfig {
  readonly [key: string]: unknown;
  readonly d1_databases: readonly Readonly<Record<string, unknown>>[];
  readonly r2_buckets: readonly Readonly<Record<string, unknown>>[];
}

export interface WorkerNames {
  readonly readers: string;
  readonly publisher: string;
  readonly database: string;
  readonly bucket: string;
  readonly queue: string;
}

export function nameWorkers(name: string): WorkerNames {
  return {
    readers: name,
    publisher: `${name}-publisher`,
    database: name,
    bucket: `${name}-media`,
    queue: `${name}-deliveries`,
  };
}

export interface ConfigSettings {
  readonly names: WorkerNames;
  /** The id of an existing D1 database. */
  readonly databaseId?: string;
  /** Variables of both workers; those of the .toml files are left out. */
  readonly variables: Readonly<Record<string, string>>;
  /** A hostname of the user's own zone for the readers' worker. */
  readonly domain?: string | undefined;
}

export interface ConfigFiles {
  readonly readers: string;
  readonly publisher: string;
}

/** Writes `readers.json` and `publisher.json` into a folder, with absolute paths: wrangler runs in the user's folder. */
export async function writeWorkerConfigs(folder: string, settings: ConfigSettings): Promise<ConfigFiles> {
  mkdirSync(folder, { recursive: true });
  const scripts = await findWorkerScripts(resolve(folder));
  const configs = {
    readers: { ...describeShared("wrangler.toml", settings), ...describeReaders(settings) },
    publisher: { ...describeShared("wrangler.publisher.toml", settings), ...describePublisher(settings.names) },
  };
  const write = (name: keyof typeof configs) => {
    const path = join(resolve(folder), `${name}.json`);
    writeFileSync(path, `${JSON.stringify({ ...configs[name], main: scripts[name] }, null, 2)}\n`);
    return path;
  };
  return { readers: write("readers"), publisher: write("publisher") };
}

function describeShared(file: string, { names, databaseId, variables }: ConfigSettings): Record<string, unknown> {
  const source = parse(readFileSync(join(PACKAGE_FOLDER, file), "utf8")) as unknown as WorkerConfig;
  // The scripts are built already, their stylesheets inside them. The modules beside the main one are uploaded with it.
  const { rules: _, minify: _minify, keep_names: _names, ...config } = source;
  const database = { database_name: names.database, migrations_dir: MIGRATIONS };
  return {
    ...config,
    no_bundle: true,
    rules: [{ type: "ESModule", globs: ["*.js"] }],
    vars: variables,
    d1_databases: config.d1_databases.map((binding) => ({
      ...binding,
      ...database,
      ...(databaseId !== undefined && { database_id: databaseId }),
    })),
    r2_buckets: config.r2_buckets.map((binding) => ({ ...binding, bucket_name: names.bucket })),
    dependencies_instrumentation: { enabled: false },
  };
}

function describeReaders({ names, domain }: ConfigSettings): Record<string, unknown> {
  return {
    name: names.readers,
    services: [{ binding: "PUBLISHER", service: names.publisher, entrypoint: "Publishing" }],
    // A publication has one address: under two, readers would find every entry twice.
    ...(domain !== undefined && { workers_dev: false, routes: [{ pattern: domain, custom_domain: true }] }),
  };
}

function describePublisher({ publisher, queue }: WorkerNames): Record<string, unknown> {
  const consumer = { queue, max_batch_size: 1, max_batch_timeout: 0, max_retries: 3 };
  return {
    name: publisher,
    queues: { producers: [{ binding: "DELIVERIES", queue }], consumers: [consumer] },
  };
}
