import { checkPublication } from "../../src/health/check-publication.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { defineCommand } from "../command.ts";
import { isAddress } from "../import/read-source.ts";
import { JSON_OUTPUT } from "../options.ts";
import { print, printJson } from "../output.ts";
import { chooseFetch } from "../public-fetch.ts";
import { renderHealth } from "../render-health.ts";

export const doctor = defineCommand({
  summary: "Look at a publication, anybody's, as feed readers do, and say what to mend; exit 1 on errors",
  operands: "URL",
  options: { json: JSON_OUTPUT },
  run: async ({ json }, [address, ...rest]) => {
    if (address === undefined || rest.length > 0 || !isAddress(address) || !URL.canParse(address)) {
      const found = [address, ...rest].join(" ") || "none";
      throw new UsageError(`wanted one address, as in edgewire doctor https://example.org/, found ${found}`);
    }
    const report = await checkPublication(address, { fetch: await chooseFetch(address), now: Date.now });
    if (json) printJson(report);
    else print(...renderHealth(report).trimEnd().split("\n"));
    return report.findings.some(({ severity }) => severity === "error") ? 1 : 0;
  },
});
