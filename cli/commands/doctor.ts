import { checkPublication } from "../../src/health/check-publication.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import type { Options } from "../edgewire.ts";
import { isAddress } from "../import/read-source.ts";
import { renderHealth } from "../render-health.ts";

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
