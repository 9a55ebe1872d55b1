import { isPartnerId, partnerIds } from "../../src/article/profile/partner-ids.ts";
import { checkPublication, type HealthOptions, THOROUGH } from "../../src/health/check-publication.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { callEdgewire } from "../call-edgewire.ts";
import { defineCommand } from "../command.ts";
import { compareAddresses, hasErrors, printComparison } from "../feed-lives/compare-addresses.ts";
import { isAddress } from "../import/read-source.ts";
import { JSON_OUTPUT } from "../options.ts";
import { print, printJson } from "../output.ts";
import { chooseFetch } from "../public-fetch.ts";
import { renderHealth } from "../render-health.ts";

const PARTNERS = partnerIds.join(", ");

export const doctor = defineCommand({
  summary: "Look at a publication, anybody's, as feed readers do, and say what to mend; exit 1 on errors",
  operands: "URL [URL]",
  options: {
    compare: { type: "boolean", help: "compare two feeds, OLD NEW, entry by entry: ids, dates and enclosures" },
    partner: { type: "string", value: "NAME", help: `judge the feed by the rules of an aggregator: ${PARTNERS}` },
    json: JSON_OUTPUT,
  },
  run: async ({ json, compare, partner }, operands) => {
    if (compare) return compareOperands(operands, json);
    const [address, ...rest] = operands;
    if (address === undefined || rest.length > 0 || !isAddress(address) || !URL.canParse(address)) {
      const found = [address, ...rest].join(" ") || "none";
      throw new UsageError(`wanted one address, as in ${callEdgewire("doctor https://example.org/")}, found ${found}`);
    }
    const options = { ...THOROUGH, ...(partner !== undefined && (await loadPartnerRules(partner))) };
    const report = await checkPublication(address, { fetch: await chooseFetch(address), now: Date.now }, options);
    if (json) printJson(report);
    else print(...renderHealth(report).trimEnd().split("\n"));
    return report.findings.some(({ severity }) => severity === "error") ? 1 : 0;
  },
});

async function loadPartnerRules(name: string): Promise<Pick<HealthOptions, "inspect" | "isNoFeed">> {
  if (!isPartnerId(name)) throw new UsageError(`--partner wants one of ${PARTNERS}, found "${name}"`);
  const { checkPartnerFeed } = await import("../partners/check-partner-feed.ts");
  const { partners } = await import("../../src/feed/partners/partner-rows.ts");
  const partner = partners[name];
  return {
    inspect: (bytes, address) => checkPartnerFeed(partner, bytes, address),
    isNoFeed: partner.format !== "rss",
  };
}

async function compareOperands(operands: readonly string[], isJson: boolean): Promise<number> {
  const [old, next, ...rest] = operands;
  if (old === undefined || next === undefined || rest.length > 0 || ![old, next].every(isAddress)) {
    const found = operands.join(" ") || "none";
    throw new UsageError(
      `wanted two addresses of feeds, as in ${callEdgewire("doctor --compare OLD NEW")}, found ${found}`,
    );
  }
  const open = async (address: string) => ({ address, fetch: await chooseFetch(address) });
  const { comparison } = await compareAddresses(await open(old), await open(next));
  if (isJson) printJson(comparison);
  else printComparison(comparison);
  return hasErrors(comparison) ? 1 : 0;
}
