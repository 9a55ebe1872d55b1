import { checkPublication } from "../src/health/check-publication.ts";
import { renderHealth } from "./doctor/render-health.ts";
import type { Options } from "./edgewire.ts";
import { isAddress } from "./import/read-source.ts";
import { UsageError } from "./usage-error.ts";

/** Looks at a publication, anybody's, as feed readers do: `edgewire doctor URL`. Exit 1 on errors. */
export async function examine(options: Options, [address, ...rest]: readonly string[]): Promise<number> {
  if (address === undefined || rest.length > 0 || !isAddress(address)) {
    const found = [address, ...rest].join(" ") || "none";
    throw new UsageError(`wanted one address, as in edgewire doctor https://example.org/, found ${found}`);
  }
  const report = await checkPublication(address, { fetch: (url, init) => fetch(url, init), now: Date.now });
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : renderHealth(report));
  return report.findings.some(({ severity }) => severity === "error") ? 1 : 0;
}
