import { mediaTypeOf } from "../lib/media-type.ts";
import type { EnclosureReading, FeedReading } from "./feed-reading.ts";
import { type HealthFinding, note } from "./finding.ts";
import { type HealthPorts, type Visit, visit } from "./visit.ts";

/** Checks the files that entries point at: enclosures have the stated size and type, images exist. */
export async function checkFiles(
  readings: readonly FeedReading[],
  limit: number,
  ports: HealthPorts,
): Promise<HealthFinding[]> {
  const items = readings.flatMap(({ items }) => items);
  const enclosures = new Map(
    items.flatMap((item) => item.enclosures.map((one) => [JSON.stringify(one), one] as const)),
  );
  const named = new Set([...enclosures.values()].map(({ address }) => address));
  const images = new Set(items.flatMap((item) => item.images).filter((address) => !named.has(address)));
  const work = [
    ...[...enclosures.values()].slice(0, limit).map((one) => () => checkEnclosure(one, ports)),
    ...[...images].slice(0, limit).map((address) => () => checkImage(address, ports)),
  ];
  return (await inTurns(work)).flat();
}

async function checkEnclosure({ address, mediaType, length }: EnclosureReading, ports: HealthPorts) {
  const answer = await ask(address, ports);
  if (typeof answer === "string")
    return [note({ check: "enclosures", where: address, found: answer, wanted: "status 200" })];
  const findings: HealthFinding[] = [];
  const say = (found: string, wanted: string) =>
    findings.push(note({ check: "enclosures", where: address, found, wanted }));
  const size = sizeOf(answer);
  if (length !== undefined && size !== undefined && length !== size)
    say(`length ${length}`, `length ${size}, its size in bytes`);
  const type = typeOf(answer);
  if (mediaType !== undefined && type !== undefined && mediaType.toLowerCase() !== type)
    say(`type ${mediaType}`, `type ${type}`);
  return findings;
}

async function checkImage(address: string, ports: HealthPorts): Promise<HealthFinding[]> {
  const answer = await ask(address, ports);
  const wanted = "status 200 and an image";
  if (typeof answer === "string") return [note({ check: "images", where: address, found: answer, wanted })];
  const type = typeOf(answer);
  if (type === undefined || type.startsWith("image/")) return [];
  return [note({ check: "images", where: address, found: type, wanted })];
}

/** By HEAD, and by GET where that is not understood or tells no size; or what happened instead of status 200. */
async function ask(address: string, ports: HealthPorts): Promise<Visit | string> {
  const headers = { "Accept-Encoding": "identity" };
  const head = await visit(address, ports, { method: "HEAD", headers });
  if (head.ok && head.value.status === 200 && head.value.headers.has("content-length")) return head.value;
  const whole = await visit(address, ports, { headers });
  if (!whole.ok) return whole.problem;
  return whole.value.status === 200 ? whole.value : `status ${whole.value.status}`;
}

function sizeOf({ headers, bytes }: Visit): number | undefined {
  if (headers.has("content-encoding")) return undefined;
  const stated = headers.get("content-length");
  return stated === null ? bytes.byteLength : Number(stated);
}

function typeOf({ headers }: Visit): string | undefined {
  return mediaTypeOf(headers.get("content-type")) || undefined;
}

const AT_ONCE = 4;

/** A few at a time, in order. */
async function inTurns<Value>(work: readonly (() => Promise<Value>)[]): Promise<Value[]> {
  const values: Value[] = [];
  const queue = [...work.entries()];
  const go = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) values[next[0]] = await next[1]();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
  return values;
}
