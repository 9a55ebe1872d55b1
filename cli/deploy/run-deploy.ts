import { existsSync } from "node:fs";
import { join } from "node:path";
import { checkPublication } from "../../src/health/check-publication.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { createApiClient } from "../api-client.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { publishFolder } from "../commands/publish.ts";
import { print, printError } from "../output.ts";
import { printAddresses } from "../print-addresses.ts";
import { GENERATED, makeGeneratedFolder } from "../project-places.ts";
import { createPublicFetch } from "../public-fetch.ts";
import { renderHealth } from "../render-health.ts";
import { nameWorkers, type WorkerNames, writeWorkerConfigs } from "../worker-configs.ts";
import { type CloudflareAccount, findAccount, LOGIN, openAccount } from "./credentials.ts";
import { type DeploySettings, readDeploySettings } from "./deploy-settings.ts";
import { chooseToken, type DeployToken, rememberDeployment } from "./deploy-token.ts";
import { readOwnVersion } from "./own-version.ts";
import { type DeployStep, describeStep, NOTHING_DEPLOYED, planDeploy } from "./plan-deploy.ts";
import { type AccountState, probeAccount } from "./probe-account.ts";
import { probeDomain } from "./probe-domain.ts";
import { requireWranglerRun } from "./run-wrangler.ts";

export interface DeployRequest {
  readonly articles: string;
  readonly name: string | undefined;
  readonly domain: string | undefined;
  readonly isDryRun: boolean;
  readonly isTokenRenewed: boolean;
  readonly isPublished: boolean;
}

interface Deployment {
  readonly account: CloudflareAccount;
  readonly settings: DeploySettings;
  readonly names: WorkerNames;
  readonly state: AccountState;
  readonly publicUrl: string;
}

/** Brings the account to where the publication runs. Every step can be repeated. */
export async function deploy(request: DeployRequest): Promise<number> {
  if (request.isPublished && !existsSync(request.articles))
    throw new UsageError(
      `There is no folder "${request.articles}" to publish; --articles names another, --no-publish leaves it out`,
    );
  const settings = readDeploySettings(request);
  const account = await (request.isDryRun ? findAccount : openAccount)(settings.account, readOwnVersion());
  if (account === undefined) return printFirstPlan(settings);
  const deployment = await prepare(settings, account);
  const steps = planDeploy(deployment.names, deployment.state);
  if (request.isDryRun) return printPlan(steps, deployment.publicUrl);
  const { name } = deployment.settings;
  const token = chooseToken({ name, hasToken: deployment.state.hasToken, isRenewed: request.isTokenRenewed });
  let { databaseId } = deployment.state;
  for (const step of steps) {
    print(describeStep(step));
    databaseId = (await runStep(step, deployment, token, databaseId)) ?? databaseId;
  }
  rememberDeployment(deployment.publicUrl, token.file);
  printToken(token);
  const isGood = !request.isPublished || (await publishAndCheck(request.articles, deployment.publicUrl, token));
  printAddresses(deployment.publicUrl, `From now on: ${callEdgewire(`publish --to ${deployment.publicUrl}`)}`);
  return isGood ? 0 : 1;
}

function printPlan(steps: readonly DeployStep[], publicUrl: string): number {
  print(...steps.map((step) => `would ${describeStep(step)}`), `The address would be ${publicUrl}`);
  return 0;
}

/** The plan that needs no answer of Cloudflare. */
function printFirstPlan({ name, domain }: DeploySettings): number {
  print("You are not logged in to Cloudflare. In an account that has nothing of this publication, a deploy", "");
  const names = nameWorkers(name);
  printPlan(planDeploy(names, NOTHING_DEPLOYED), `https://${domain ?? `${names.readers}.SUBDOMAIN.workers.dev`}`);
  print("", `To see what it would do in yours, ${LOGIN}`);
  return 0;
}

async function prepare(settings: DeploySettings, account: CloudflareAccount): Promise<Deployment> {
  const names = nameWorkers(settings.name);
  const { state, obstacles } = await probeAccount(account, names, settings.domain);
  const taken = settings.domain === undefined ? undefined : await probeDomain(account, settings.domain, names.readers);
  const all = [...obstacles, ...(taken === undefined ? [] : [taken])];
  if (all.length > 0) {
    printError(...all.map((obstacle) => `- ${obstacle}`));
    throw new UsageError("Nothing was changed. Once this is done, run the same command again");
  }
  const host = settings.domain ?? `${names.readers}.${state.subdomain}.workers.dev`;
  return { account, settings, names, state, publicUrl: `https://${host}` };
}

/** Returns the id of the database where the step made it. */
async function runStep(
  step: DeployStep,
  deployment: Deployment,
  token: DeployToken,
  databaseId: string | undefined,
): Promise<string | undefined> {
  switch (step.kind) {
    case "create":
      return createResource(step, deployment);
    case "migrate":
      return wrangle(["d1", "migrations", "apply", "DB", "--remote", "-c"], "publisher", deployment, databaseId);
    case "upload": {
      // With the token in the same upload there is no moment without one.
      const secrets = step.worker === "readers" && token.token !== undefined ? ["--secrets-file", token.file] : [];
      return wrangle(["deploy", ...secrets, "-c"], step.worker, deployment, databaseId);
    }
  }
}

const places = {
  database: { path: "/d1/database", field: "name" },
  bucket: { path: "/r2/buckets", field: "name" },
  queue: { path: "/queues", field: "queue_name" },
} as const;

async function createResource(
  step: Extract<DeployStep, { kind: "create" }>,
  { account }: Deployment,
): Promise<string | undefined> {
  const { path, field } = places[step.what];
  const body = { [field]: step.name };
  const made = await account.api.ask<{ readonly uuid?: string }>("POST", `/accounts/${account.id}${path}`, body);
  if (made.ok) return made.value.uuid;
  throw new UsageError(
    `Cloudflare refused to ${describeStep(step)}: ${made.problem.message}; run the same command again once that is mended`,
  );
}

async function wrangle(
  args: readonly string[],
  worker: "publisher" | "readers",
  { account, settings, names, publicUrl }: Deployment,
  databaseId: string | undefined,
): Promise<undefined> {
  const folder = join(GENERATED, settings.name);
  makeGeneratedFolder(GENERATED);
  const variables = { ...settings.variables, PUBLIC_URL: publicUrl, EDGEWIRE_VERSION: readOwnVersion() };
  const database = databaseId === undefined ? {} : { databaseId };
  const configs = await writeWorkerConfigs(folder, { names, variables, domain: settings.domain, ...database });
  await requireWranglerRun([...args, configs[worker]], { env: { CLOUDFLARE_ACCOUNT_ID: account.id } });
}

function printToken({ token, file, isNew }: DeployToken): void {
  if (token === undefined)
    print(
      `The publish token stays as it is; it is not known on this machine (set EDGEWIRE_TOKEN to publish, or run ${callEdgewire("deploy --new-token")}).`,
    );
  else
    print(
      `${isNew ? "A new publish token is" : "The publish token is"} in ${file}; it allows publishing. Give it to GitHub as the secret EDGEWIRE_TOKEN.`,
    );
}

async function publishAndCheck(articles: string, publicUrl: string, { token }: DeployToken): Promise<boolean> {
  if (token === undefined) return true;
  const client = createApiClient(publicUrl, token);
  const flags = { minor: false, force: false, retractMissing: false, dryRun: false };
  const { isGood } = await publishFolder({ articles, to: publicUrl, ...flags }, client);
  const report = await checkPublication(`${publicUrl}/`, { fetch: createPublicFetch(), now: Date.now });
  print("", ...renderHealth(report).trimEnd().split("\n"));
  return isGood && report.findings.every(({ severity }) => severity !== "error");
}
