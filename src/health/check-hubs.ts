import { type HealthFinding, note } from "./finding.ts";
import { type HealthPorts, type Visit, visit } from "./visit.ts";

/** A feed has one or two; a thousand would make the doctor knock at a thousand doors. */
const MAX_HUBS = 5;

/** A hub that is named must answer (WebSub §5): subscribers that rely on it stop polling. None named is no fault. */
export async function checkHubs({ address, headers }: Visit, named: readonly string[], ports: HealthPorts) {
  const findings: HealthFinding[] = [];
  const inHeader = Array.from(
    (headers.get("link") ?? "").matchAll(/<([^>]*)>[^,]*?\brel="?hub\b/gi),
    ([, target]) => target ?? "",
  );
  for (const hub of [...new Set([...named, ...inHeader])].slice(0, MAX_HUBS)) {
    const found = await findFault(URL.parse(hub, address)?.href, ports);
    if (found === undefined) continue;
    findings.push(note({ check: "hub", where: address, found: `${hub}: ${found}`, wanted: "a hub that answers" }));
  }
  return findings;
}

/** To a GET a hub may say what it likes, as long as it is there: it is spoken to by POST. */
async function findFault(hub: string | undefined, ports: HealthPorts): Promise<string | undefined> {
  if (hub === undefined) return "no address";
  const answer = await visit(hub, ports);
  if (!answer.ok) return answer.problem;
  const { status } = answer.value;
  return status === 404 || status === 410 || status >= 500 ? `status ${status}` : undefined;
}
