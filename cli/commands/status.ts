import { defineCommand } from "../command.ts";
import type { FailingSource } from "../deploy/read-status.ts";
import { JSON_OUTPUT } from "../options.ts";
import { print, printable, printError, printJson } from "../output.ts";
import { findRunning } from "../project-places.ts";
import { DEPLOYED_NAME } from "./deploy.ts";

function describeFailing({ name, problem, since }: FailingSource): string {
  return printable(`The source ${name} could not be read since ${since}: ${problem}; mend "from" in site.yaml`);
}

/** Which parts are deployed only Cloudflare knows. */
function printWithoutLogin(addresses: readonly string[], login: string): number {
  const running = findRunning();
  if (running !== undefined) print(`${"on this machine".padEnd(32)}${running.address}`);
  for (const address of addresses) print(`${"deployed from here".padEnd(32)}${address}`);
  if (addresses.length === 0) print("Nothing was deployed from this folder yet.");
  printError(`You are not logged in to Cloudflare, which alone knows what is deployed; ${login}`);
  return 1;
}

export const status = defineCommand({
  summary:
    "Show what is deployed, and whether workers and database fit each other and sources can be read; exit 1 if not",
  options: { name: DEPLOYED_NAME, json: JSON_OUTPUT },
  run: async ({ name, json }) => {
    const { findAccount, LOGIN } = await import("../deploy/credentials.ts");
    const { listDeployments } = await import("../deploy/deploy-token.ts");
    const { readDeploySettings } = await import("../deploy/deploy-settings.ts");
    const { readOwnVersion } = await import("../deploy/own-version.ts");
    const { findMisfits, readStatus } = await import("../deploy/read-status.ts");
    const { nameWorkers } = await import("../worker-configs.ts");
    const settings = readDeploySettings({ name, domain: undefined });
    const account = await findAccount(settings.account, readOwnVersion());
    if (account === undefined) return printWithoutLogin(listDeployments(), LOGIN);
    const found = await readStatus(account, nameWorkers(settings.name), Date.now());
    const misfits = findMisfits(found, readOwnVersion());
    if (json) printJson({ ...found, misfits });
    else {
      for (const { name: worker, version, deployedAt } of found.workers)
        print(
          `${worker.padEnd(32)}${version ?? "not deployed"}${deployedAt === undefined ? "" : `, since ${deployedAt}`}`,
        );
      print(
        `${"database".padEnd(32)}${found.applied === undefined ? "not there" : `${found.applied.length} migrations`}`,
      );
      print(`${"address".padEnd(32)}${found.publicUrl ?? "none"}`);
      printError(...misfits, ...found.failingSources.map(describeFailing));
    }
    return misfits.length + found.failingSources.length === 0 ? 0 : 1;
  },
});
