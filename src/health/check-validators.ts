import { type HealthFinding, note } from "./finding.ts";
import { type HealthPorts, type Visit, visit } from "./visit.ts";

/** RFC 9110 §13: who says what it has gets 304; who has something else gets the feed. */
export async function checkValidators(whole: Visit, ports: HealthPorts): Promise<HealthFinding[]> {
  const { address, headers } = whole;
  const [tag, date] = [headers.get("etag"), headers.get("last-modified")];
  if (tag === null && date === null) {
    return [note({ check: "validators", where: address, found: "neither ETag nor Last-Modified", wanted: "both" })];
  }
  const findings: HealthFinding[] = [];
  if (tag !== null) findings.push(...(await checkOne(whole, "If-None-Match", tag, ports)));
  if (date !== null) findings.push(...(await checkOne(whole, "If-Modified-Since", date, ports)));
  return [...findings, ...(await checkStranger(address, ports))];
}

async function checkOne(whole: Visit, field: string, value: string, ports: HealthPorts): Promise<HealthFinding[]> {
  const { address } = whole;
  const answer = await visit(address, ports, { headers: { [field]: value } });
  if (!answer.ok) return [note({ check: "reachable", where: address, found: answer.problem, wanted: "status 304" })];
  const { status, headers } = answer.value;
  const asked = `${field}: ${value}`;
  if (status === 304) return checkRepeated(whole, headers, field);
  // It changed while we looked: then a 200 is right.
  if (status === 200 && headers.get("etag") !== whole.headers.get("etag")) return [];
  return [note({ check: "validators", where: address, found: `status ${status} to ${asked}`, wanted: "status 304" })];
}

/** RFC 9110 §15.4.5: what a 304 must repeat, if the 200 had it. */
const REPEATED = ["etag", "cache-control", "vary", "content-location", "expires"];

function checkRepeated({ address, headers: first }: Visit, headers: Headers, field: string): HealthFinding[] {
  const missing = REPEATED.filter((name) => first.has(name) && !headers.has(name));
  if (missing.length === 0) return [];
  const found = `a 304 (to ${field}) without ${missing.join(", ")}`;
  return [note({ check: "not-modified", where: address, found, wanted: "the headers of the 200" })];
}

/** A server that answers 304 to any validator never delivers anything new. */
async function checkStranger(address: string, ports: HealthPorts): Promise<HealthFinding[]> {
  const answer = await visit(address, ports, { headers: { "If-None-Match": '"edgewire-doctor-never-had-this"' } });
  if (!answer.ok || answer.value.status !== 304) return [];
  const found = "status 304 to a tag that was never given";
  return [note({ check: "validators", severity: "error", where: address, found, wanted: "status 200" })];
}
