import { type HealthFinding, note } from "./finding.ts";
import type { ReaderAgent } from "./reader-agents.ts";
import { type HealthPorts, type Visit, visit } from "./visit.ts";

/** Whether each reader gets the feed: what a person sees in a browser may be kept from all of them. */
export async function checkAgents(
  address: string,
  agents: readonly ReaderAgent[],
  ports: HealthPorts,
): Promise<HealthFinding[]> {
  const findings: HealthFinding[] = [];
  for (const { name, userAgent } of agents) {
    const answer = await visit(address, ports, { headers: { "User-Agent": userAgent } });
    const found = answer.ok ? findRefusal(answer.value) : answer.problem;
    if (found !== undefined) {
      findings.push(
        note({ check: "agents", where: address, found: `${name} gets ${found}`, wanted: "status 200 and the feed" }),
      );
    }
  }
  return findings;
}

const CHALLENGE = /just a moment|cf-chl|challenge-platform|captcha|attention required|ddos-guard|verify you are human/i;

function findRefusal({ status, headers, bytes }: Visit): string | undefined {
  const beginning = new TextDecoder().decode(bytes.subarray(0, 20_000));
  const isPage = /^\s*<(?:!doctype html|html)/i.test(beginning);
  // Cloudflare says so itself.
  const isChallenge = headers.has("cf-mitigated") || (isPage && CHALLENGE.test(beginning));
  if (isChallenge) return `a challenge page (status ${status})`;
  if (status !== 200) return `status ${status}`;
  return isPage ? "a web page" : undefined;
}
