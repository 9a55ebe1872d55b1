import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";

// The part of Cloudflare's REST API that a deploy asks, on loopback and in memory. D1 is a real SQLite, so that migrations are really
// applied; an upload is refused where a binding leads nowhere, as Cloudflare does.

export interface FakeCloudflareOptions {
  /** `METHOD path` that is refused as for a token without the permission. */
  readonly denied?: RegExp;
  readonly hasSubdomain?: boolean;
  readonly hasR2?: boolean;
  /** Uploads of these Workers fail. */
  readonly brokenUploads?: Set<string>;
}

interface Script {
  readonly settings: Metadata;
  readonly secrets: Set<string>;
  readonly moduleBytes: number;
}

interface Binding {
  readonly type: string;
  readonly name: string;
  readonly text?: string;
  readonly service?: string;
  readonly id?: string;
  readonly bucket_name?: string;
  readonly queue_name?: string;
}

interface Metadata {
  readonly bindings?: readonly Binding[];
  readonly [key: string]: unknown;
}

interface Answer {
  readonly status: number;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly result: unknown;
}

interface Asked {
  readonly groups: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly json: Readonly<Record<string, unknown>>;
  readonly upload: () => Promise<{ readonly metadata: Metadata; readonly modules: Readonly<Record<string, number>> }>;
}

export const ACCOUNT = "a".repeat(32);

const ok = (result: unknown): Answer => ({ status: 200, errors: [], result });
const no = (status: number, code: number, message: string): Answer => ({
  status,
  errors: [{ code, message }],
  result: null,
});
const idOf = (name: string) => createHash("md5").update(name).digest("hex");
const uuidOf = (name: string) => idOf(name).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

export interface FakeCloudflare {
  /** For `CLOUDFLARE_API_BASE_URL`. */
  readonly base: string;
  /** `METHOD path` of each request, without the account. */
  readonly calls: string[];
  readonly scripts: Map<string, Script>;
  readonly databases: Map<string, DatabaseSync>;
  readonly buckets: Set<string>;
  readonly queues: Map<string, object[]>;
  /** Hostnames and the Workers they lead to. */
  readonly domains: Map<string, string>;
  readonly zones: Set<string>;
  readonly records: { readonly name: string; readonly type: string; readonly content: string }[];
  readonly stop: () => Promise<void>;
}

export async function startFakeCloudflare(options: FakeCloudflareOptions = {}): Promise<FakeCloudflare> {
  const calls: string[] = [];
  const state = {
    scripts: new Map<string, Script>(),
    databases: new Map<string, DatabaseSync>(),
    buckets: new Set<string>(),
    queues: new Map<string, object[]>(),
    domains: new Map<string, string>(),
    zones: new Set(["example.org"]),
    records: [],
  };
  const routes = listRoutes(state, options);
  const server = createServer(async (request, response) => {
    const answer = await answerRequest(request, routes, options, calls);
    const { status, errors, result } = answer;
    const count = Array.isArray(result) ? result.length : 0;
    const page = { page: 1, per_page: 100, count, total_count: count, total_pages: 1 };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ success: errors.length === 0, errors, messages: [], result, result_info: page }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { ...state, base: `http://127.0.0.1:${port}/client/v4`, calls, stop };
}

type Route = readonly [method: string, path: RegExp, answer: (asked: Asked) => Answer | Promise<Answer>];
type State = Pick<FakeCloudflare, "scripts" | "databases" | "buckets" | "queues" | "domains" | "zones" | "records">;

async function answerRequest(
  request: IncomingMessage,
  routes: readonly Route[],
  options: FakeCloudflareOptions,
  calls: string[],
): Promise<Answer> {
  const url = new URL(request.url ?? "/", "http://fake");
  const path = url.pathname.replace(/^\/client\/v4/, "");
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const call = `${request.method} ${path.replace(`/accounts/${ACCOUNT}`, "")}`;
  const caller = request.headers["user-agent"]?.startsWith("edgewire/") ? "edgewire" : "wrangler";
  calls.push(`${caller} ${call}${url.search}`);
  if (request.headers.authorization !== "Bearer a-token") return no(401, 10_000, "Authentication error");
  if (options.denied?.test(call)) return no(403, 10_000, "Authentication error");
  const type = request.headers["content-type"] ?? "";
  const json = !type.includes("form-data") && /^[[{]/.test(body.toString()) ? JSON.parse(body.toString()) : {};
  for (const [method, pattern, answer] of routes) {
    const match = method === request.method ? pattern.exec(path.replace(`/accounts/${ACCOUNT}`, "")) : null;
    if (match !== null)
      return answer({
        groups: match.groups ?? {},
        query: url.searchParams,
        json,
        upload: () => readUpload(body, type),
      });
  }
  return no(404, 7003, `The fake does not know ${call}`);
}

async function readUpload(body: Buffer, type: string) {
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  const parts = [...form.entries()] as [string, string | Blob][];
  const textOf = (part: string | Blob | undefined) => (typeof part === "string" ? part : (part?.text() ?? "{}"));
  const metadata = JSON.parse(await textOf(parts.find(([name]) => name === "metadata")?.[1])) as Metadata;
  const modules = parts
    .filter(([name]) => name !== "metadata")
    .map(([name, part]) => [name, typeof part === "string" ? part.length : part.size]);
  return { metadata, modules: Object.fromEntries(modules) as Record<string, number> };
}

function listRoutes(state: State, options: FakeCloudflareOptions): readonly Route[] {
  return [
    ...listAccountRoutes(options),
    ...listStoreRoutes(state, options),
    ...listScriptRoutes(state, options),
    ...listDomainRoutes(state),
  ];
}

function listAccountRoutes({ hasSubdomain = true }: FakeCloudflareOptions): readonly Route[] {
  return [
    ["GET", /^\/user$/, () => ok({ id: "u", email: "someone@example.org" })],
    ["GET", /^\/accounts$/, () => ok([{ id: ACCOUNT, name: "Example" }])],
    ["GET", /^\/memberships$/, () => ok([{ id: "m", account: { id: ACCOUNT, name: "Example" } }])],
    [
      "GET",
      /^\/workers\/subdomain$/,
      () => (hasSubdomain ? ok({ subdomain: "example" }) : no(404, 10_007, "You do not have a workers.dev subdomain.")),
    ],
    ["GET", /^\/workers\/durable_objects\/namespaces$/, () => ok([])],
    ["GET", /^\/secrets_store\/stores$/, () => ok([])],
  ];
}

function listStoreRoutes(
  { databases, buckets, queues }: State,
  { hasR2 = true }: FakeCloudflareOptions,
): readonly Route[] {
  const describeDatabase = (name: string) => ({
    uuid: uuidOf(name),
    name,
    version: "production",
    created_at: "2026-11-27T12:00:00Z",
  });
  const describeQueue = (queue_name: string) => ({
    queue_name,
    queue_id: idOf(queue_name),
    consumers: queues.get(queue_name),
    producers: [],
  });
  const findDatabase = (id: string | undefined) => [...databases].find(([name]) => uuidOf(name) === id || name === id);
  const r2Off = no(403, 10_042, "Please enable R2 through the Cloudflare Dashboard.");
  const isAsked = (name: string, query: URLSearchParams) => (query.get("name") ?? name) === name;
  return [
    [
      "GET",
      /^\/d1\/database$/,
      ({ query }) => ok([...databases.keys()].filter((name) => isAsked(name, query)).map(describeDatabase)),
    ],
    [
      "POST",
      /^\/d1\/database$/,
      ({ json }) => {
        const name = String(json.name);
        databases.set(name, new DatabaseSync(":memory:"));
        return ok(describeDatabase(name));
      },
    ],
    [
      "GET",
      /^\/d1\/database\/(?<id>[^/]+)$/,
      ({ groups: { id } }) => {
        const found = findDatabase(id);
        return found === undefined
          ? no(404, 7404, "The database was not found")
          : ok({ ...describeDatabase(found[0]), num_tables: 1, file_size: 1 });
      },
    ],
    [
      "POST",
      /^\/d1\/database\/(?<id>[^/]+)\/query$/,
      ({ groups: { id }, json }) => runQuery(findDatabase(id)?.[1], json),
    ],
    [
      "GET",
      /^\/r2\/buckets\/(?<name>[^/]+)$/,
      ({ groups: { name = "" } }) =>
        !hasR2 ? r2Off : buckets.has(name) ? ok({ name }) : no(404, 10_006, "The specified bucket does not exist."),
    ],
    [
      "POST",
      /^\/r2\/buckets$/,
      ({ json }) => (hasR2 ? ok({ name: buckets.add(String(json.name)) && json.name }) : r2Off),
    ],
    [
      "GET",
      /^\/queues$/,
      ({ query }) => ok([...queues.keys()].filter((name) => isAsked(name, query)).map(describeQueue)),
    ],
    [
      "POST",
      /^\/queues$/,
      ({ json }) => {
        queues.set(String(json.queue_name), []);
        return ok(describeQueue(String(json.queue_name)));
      },
    ],
    ["GET", /^\/queues\/[^/]+\/consumers$/, () => ok([...queues.values()].flat())],
    [
      "POST",
      /^\/queues\/(?<id>[^/]+)\/consumers$/,
      ({ groups: { id }, json }) => {
        const [name = ""] = [...queues.keys()].filter((queue) => idOf(queue) === id);
        const consumer = {
          ...json,
          consumer_id: "c",
          script: json.script_name,
          service: json.script_name,
          environment: "production",
        };
        queues.get(name)?.push(consumer);
        return ok(consumer);
      },
    ],
    ["PUT", /^\/queues\/[^/]+\/consumers\/[^/]+$/, ({ json }) => ok(json)],
  ];
}

function runQuery(database: DatabaseSync | undefined, json: Readonly<Record<string, unknown>>): Answer {
  if (database === undefined) return no(404, 7404, "The database was not found");
  const batch = (json.batch ?? [json]) as readonly { readonly sql: string; readonly params?: readonly string[] }[];
  try {
    return ok(
      batch.map(({ sql, params = [] }) => {
        const isScript = sql.trim().replace(/;\s*$/, "").includes(";");
        if (isScript) database.exec(sql);
        const meta = {
          duration: 1,
          changes: 0,
          last_row_id: 0,
          changed_db: false,
          size_after: 0,
          rows_read: 0,
          rows_written: 0,
        };
        return { success: true, meta, results: isScript ? [] : database.prepare(sql).all(...params) };
      }),
    );
  } catch (error) {
    return no(400, 7500, `${(error as Error).message}: SQLITE_ERROR`);
  }
}

function listScriptRoutes(state: State, { brokenUploads = new Set() }: FakeCloudflareOptions): readonly Route[] {
  const { scripts } = state;
  const withScript = (asked: Asked, answer: (script: Script, name: string) => Answer): Answer => {
    const { name = "" } = asked.groups;
    const script = scripts.get(name);
    return script === undefined ? no(404, 10_007, "This Worker does not exist on your account.") : answer(script, name);
  };
  const upload = async (asked: Asked): Promise<Answer> => {
    const { name = "" } = asked.groups;
    if (brokenUploads.has(name)) return no(500, 10_013, "An unknown error has occurred.");
    const { metadata, modules } = await asked.upload();
    const known = scripts.get(name);
    const bindings = (metadata.bindings ?? []).map((binding) =>
      binding.type === "inherit"
        ? (known?.settings.bindings?.find((one) => one.name === binding.name) ?? binding)
        : binding,
    );
    const lost = findLost(bindings, state);
    if (lost !== undefined) return lost;
    const secrets = new Set([
      ...(known?.secrets ?? []),
      ...bindings.flatMap((one) => (one.type === "secret_text" ? one.name : [])),
    ]);
    const moduleBytes = Object.values(modules).reduce((sum, size) => sum + size, 0);
    scripts.set(name, { settings: { ...metadata, bindings, modules: Object.keys(modules) }, secrets, moduleBytes });
    return ok({
      id: uuidOf(name),
      etag: "e",
      deployment_id: idOf(name),
      startup_time_ms: 7,
      number: 1,
      metadata: {},
      resources: { script: { etag: "e" } },
      entry_point: metadata.main_module,
    });
  };
  const script = "^\\/workers\\/scripts\\/(?<name>[^/]+)";
  const below = (rest: string) => new RegExp(`${script}\\/${rest}$`);
  const version = { version_id: uuidOf("version"), percentage: 100 };
  return [
    [
      "GET",
      /^\/workers\/services\/(?<name>[^/]+)$/,
      (asked) =>
        withScript(asked, (_, name) =>
          ok({
            id: name,
            default_environment: {
              environment: "production",
              script: { id: name, tag: idOf(name), tags: [], last_deployed_from: "wrangler" },
            },
          }),
        ),
    ],
    [
      "GET",
      /^\/workers\/workers\/(?<name>[^/]+)$/,
      (asked) =>
        withScript(asked, (_, name) =>
          ok({ id: idOf(name), name, subdomain: { enabled: true, previews_enabled: false } }),
        ),
    ],
    ["PUT", new RegExp(`${script}$`), upload],
    ["POST", below("versions"), upload],
    ["GET", below("settings"), (asked) => withScript(asked, ({ settings }) => ok(settings))],
    ["PATCH", below("(?:script-)?settings"), ({ json }) => ok(json)],
    [
      "GET",
      below("secrets"),
      (asked) => withScript(asked, ({ secrets }) => ok([...secrets].map((name) => ({ name, type: "secret_text" })))),
    ],
    [
      "GET",
      below("deployments"),
      (asked) =>
        withScript(asked, () =>
          ok({
            deployments: [
              {
                id: uuidOf("d"),
                source: "wrangler",
                strategy: "percentage",
                author_email: "someone@example.org",
                created_on: "2026-11-27T12:00:00Z",
                versions: [version],
                annotations: {},
              },
            ],
          }),
        ),
    ],
    ["POST", below("deployments"), ({ json }) => ok({ id: uuidOf("d"), ...json })],
    [
      "GET",
      below("versions"),
      (asked) =>
        withScript(asked, () =>
          ok({
            items: [
              {
                id: version.version_id,
                number: 1,
                metadata: { created_on: "2026-11-27T12:00:00Z", source: "wrangler" },
                annotations: {},
              },
            ],
          }),
        ),
    ],
    [
      "GET",
      below("versions\\/[^/]+"),
      (asked) =>
        withScript(asked, ({ settings }) =>
          ok({
            id: version.version_id,
            number: 1,
            metadata: { created_on: "2026-11-27T12:00:00Z", source: "wrangler" },
            annotations: {},
            resources: { bindings: settings.bindings, script: { handlers: ["fetch"] }, script_runtime: {} },
          }),
        ),
    ],
    ["GET", below("subdomain"), (asked) => withScript(asked, () => ok({ enabled: true, previews_enabled: false }))],
    ["POST", below("subdomain"), ({ json }) => ok(json)],
    ["PUT", below("schedules"), ({ json }) => ok({ schedules: json })],
  ];
}

/** Every binding must lead somewhere. */
function findLost(bindings: readonly Binding[], { scripts, databases, buckets, queues }: State): Answer | undefined {
  const ids = new Set([...databases.keys()].map(uuidOf));
  const lost = bindings.find(
    ({ type, service = "", id = "", bucket_name = "", queue_name = "" }) =>
      (type === "service" && !scripts.has(service)) ||
      (type === "d1" && !ids.has(id)) ||
      (type === "r2_bucket" && !buckets.has(bucket_name)) ||
      (type === "queue" && !queues.has(queue_name)),
  );
  return lost && no(400, 10_143, `Could not resolve the binding '${lost.name}'`);
}

function listDomainRoutes({ domains, zones, records }: State): readonly Route[] {
  return [
    [
      "GET",
      /^\/zones$/,
      ({ query }) =>
        ok([...zones].filter((name) => name === query.get("name")).map((name) => ({ id: idOf(name), name }))),
    ],
    [
      "GET",
      /^\/zones\/[^/]+\/dns_records$/,
      ({ query }) => ok(records.filter(({ name }) => name === query.get("name"))),
    ],
    ["GET", /^\/zones\/[^/]+\/workers\/routes$/, () => ok([])],
    [
      "GET",
      /^\/workers\/domains$/,
      ({ query }) =>
        ok(
          [...domains]
            .filter(([hostname]) => hostname === (query.get("hostname") ?? hostname))
            .map(([hostname, service]) => ({ hostname, service })),
        ),
    ],
    ["GET", /^\/workers\/domains\/records$/, () => ok([])],
    [
      "POST",
      /^\/workers\/scripts\/[^/]+\/domains\/changeset$/,
      ({ json }) => ok({ added: json, removed: [], updated: [], conflicting: [] }),
    ],
    [
      "PUT",
      /^\/workers\/scripts\/(?<name>[^/]+)\/domains\/records$/,
      ({ groups: { name = "" }, json }) => {
        for (const { hostname } of (json.origins ?? []) as readonly { readonly hostname: string }[])
          domains.set(hostname, name);
        return ok(json.origins ?? []);
      },
    ],
  ];
}
