import type { WorkerNames } from "../worker-configs.ts";
import type { CloudflareProblem } from "./cloudflare-api.ts";
import type { CloudflareAccount } from "./credentials.ts";

/** The parts of a publication that an account has. */
export interface AccountState {
  readonly databaseId: string | undefined;
  readonly hasBucket: boolean;
  readonly hasQueue: boolean;
  /** As in `https://NAME.SUBDOMAIN.workers.dev`. */
  readonly subdomain: string | undefined;
  readonly readers: WorkerState;
  readonly publisher: WorkerState;
  readonly hasToken: boolean;
}

export type WorkerState = "missing" | "ours" | "foreign";

/** One sentence for each thing that a person has to do before a deploy can succeed. */
export interface Probe {
  readonly state: AccountState;
  readonly obstacles: readonly string[];
}

const TOKENS = "https://dash.cloudflare.com/profile/api-tokens";

/** Not a failure: the thing does not exist yet. */
const NOT_FOUND = 404;
const R2_NOT_ENABLED = 10_042;

interface Named {
  readonly name?: string;
  readonly uuid?: string;
  readonly queue_name?: string;
}

/** Asks for everything that a deploy needs before it changes anything, so that all obstacles are named at once. */
export async function probeAccount(
  account: CloudflareAccount,
  names: WorkerNames,
  domain: string | undefined,
): Promise<Probe> {
  const obstacles: string[] = [];
  const ask = async <Value>(path: string, explain: (problem: CloudflareProblem) => string) => {
    const answer = await account.api.ask<Value>("GET", `/accounts/${account.id}${path}`);
    if (answer.ok) return answer.value;
    const isMissing = answer.problem.status === NOT_FOUND && answer.problem.code !== R2_NOT_ENABLED;
    if (!isMissing) obstacles.push(explain(answer.problem));
    return undefined;
  };
  const databases = await ask<readonly Named[]>(`/d1/database?name=${names.database}`, lackOf("D1"));
  const bucket = await ask<Named>(`/r2/buckets/${names.bucket}`, (problem) =>
    problem.code === R2_NOT_ENABLED ? enableR2(account.id) : lackOf("Workers R2 Storage")(problem),
  );
  const queues = await ask<readonly Named[]>(`/queues?name=${names.queue}`, lackOf("Queues"));
  const readers = await findWorker(names.readers, ask);
  const publisher = await findWorker(names.publisher, ask);
  const secrets =
    readers === "ours"
      ? await ask<readonly Named[]>(`/workers/scripts/${names.readers}/secrets`, lackOf("Workers Scripts"))
      : [];
  const subdomain = domain === undefined ? await findSubdomain(account, ask, obstacles) : undefined;
  for (const [worker, name] of [
    [readers, names.readers],
    [publisher, names.publisher],
  ])
    if (worker === "foreign")
      obstacles.push(`The account has a Worker "${name}" that is not edgewire's; choose another name with --name`);
  return {
    obstacles: [...new Set(obstacles)],
    state: {
      databaseId: databases?.find(({ name }) => name === names.database)?.uuid,
      hasBucket: bucket !== undefined,
      hasQueue: queues?.some(({ queue_name }) => queue_name === names.queue) === true,
      subdomain,
      readers,
      publisher,
      hasToken: secrets?.some(({ name }) => name === "PUBLISH_TOKEN") === true,
    },
  };
}

type Ask = <Value>(path: string, explain: (problem: CloudflareProblem) => string) => Promise<Value | undefined>;

function lackOf(permission: string): (problem: CloudflareProblem) => string {
  return ({ status, message }) =>
    status === 401 || status === 403
      ? `The token may not use ${permission}: add the permission "${permission}: Edit" at ${TOKENS}, or run: npx wrangler login`
      : `Cloudflare answers ${status} for ${permission}: ${message}; try again later`;
}

function enableR2(account: string): string {
  return `R2, which keeps the pictures, has to be switched on once, by hand: https://dash.cloudflare.com/${account}/r2/overview (it is free up to 10 GB)`;
}

interface ScriptSettings {
  readonly bindings?: readonly { readonly type: string; readonly name: string }[];
}

/** The two workers know each other by bindings that no other Worker has. */
const OWN_BINDINGS: ReadonlySet<string> = new Set(["PUBLISHER", "DELIVERIES", "EDGEWIRE_VERSION"]);

async function findWorker(name: string, ask: Ask): Promise<WorkerState> {
  const settings = await ask<ScriptSettings>(`/workers/scripts/${name}/settings`, lackOf("Workers Scripts"));
  if (settings === undefined) return "missing";
  return settings.bindings?.some((binding) => OWN_BINDINGS.has(binding.name)) === true ? "ours" : "foreign";
}

async function findSubdomain(account: CloudflareAccount, ask: Ask, obstacles: string[]): Promise<string | undefined> {
  const before = obstacles.length;
  const found = await ask<{ readonly subdomain?: string }>("/workers/subdomain", lackOf("Workers Scripts"));
  if (found?.subdomain === undefined && obstacles.length === before) {
    const place = `https://dash.cloudflare.com/${account.id}/workers/onboarding`;
    obstacles.push(
      `The account has no workers.dev subdomain yet; choose one at ${place}, or use a domain of yours with --domain`,
    );
  }
  return found?.subdomain;
}
