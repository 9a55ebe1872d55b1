import { type HealthFinding, note } from "./finding.ts";
import type { ReaderAgent } from "./reader-agents.ts";
import { DOCTOR_AGENT, type HealthPorts, type Visit, visit } from "./visit.ts";

/** Whether each reader gets the feed: what a person sees in a browser may be kept from all of them. */
export async function checkAgents(
  address: string,
  agents: readonly ReaderAgent[],
  ports: HealthPorts,
): Promise<HealthFinding[]> {
  const findings: HealthFinding[] = [];
  for (const { name, userAgent } of agents) {
    const answer = await visit(address, ports, { headers: { "User-Agent": `${userAgent} ${DOCTOR_AGENT}` } });
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
export const A_PAGE = "a web page";

/** A description of the answer that came instead of the feed; undefined if the feed came. */
export function findRefusal(answer: Visit): string | undefined {
  if (isChallenge(answer)) return `a challenge page (status ${answer.status})`;
  if (answer.status !== 200) return `status ${answer.status}`;
  return isHtml(answer) ? A_PAGE : undefined;
}

/** Whether a person is asked to prove that they are one: no reader of feeds can. */
export function isChallenge(answer: Visit): boolean {
  // Cloudflare says so itself.
  return answer.headers.has("cf-mitigated") || (isHtml(answer) && CHALLENGE.test(beginningOf(answer)));
}

function isHtml(answer: Visit): boolean {
  return /^\s*<(?:!doctype html|html)/i.test(beginningOf(answer));
}

function beginningOf({ bytes }: Visit): string {
  return new TextDecoder().decode(bytes.subarray(0, 20_000));
}
