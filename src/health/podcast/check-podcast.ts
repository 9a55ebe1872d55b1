import { measureImage } from "../../article/images/measure-image.ts";
import { readColours } from "../../article/images/read-colours.ts";
import { ARTWORK_WANTED, findArtworkMisfit } from "../../article/profile/podcast/read-podcast.ts";
import type { FeedReading } from "../feed-reading.ts";
import { type HealthFinding, note } from "../finding.ts";
import { type HealthPorts, visit } from "../visit.ts";
import { describe } from "./element-tests.ts";

/** The rules of directories that a podcast breaks, with the line of the feed. */
export function checkPodcast({ podcast }: FeedReading, address: string): HealthFinding[] {
  return (podcast?.faults ?? []).map(({ rule, found, line, item }) =>
    note({
      check: "podcast",
      severity: rule.severity,
      where: `${address} line ${line}${item === undefined ? "" : ` ${describe(item.title)}`}`,
      found: `${rule.id}: ${found}`,
      wanted: `${rule.wanted} (${rule.by})`,
    }),
  );
}

/** Directories measure artwork, and so does this. */
export async function checkArtwork(
  readings: readonly FeedReading[],
  limit: number,
  ports: HealthPorts,
): Promise<HealthFinding[]> {
  const addresses = new Set(readings.flatMap(({ podcast }) => podcast?.artworks ?? []));
  const findings: HealthFinding[] = [];
  for (const address of [...addresses].slice(0, limit)) {
    const found = await findFault(address, ports);
    if (found !== undefined) findings.push(note({ check: "podcast", where: address, found, wanted: ARTWORK_WANTED }));
  }
  return findings;
}

async function findFault(address: string, ports: HealthPorts): Promise<string | undefined> {
  const answer = await visit(address, ports);
  if (!answer.ok) return answer.problem;
  const { status, bytes } = answer.value;
  if (status !== 200) return `status ${status}`;
  const measured = measureImage(bytes);
  if (!measured.ok) return "no picture that can be read";
  const misfit = findArtworkMisfit(measured.value);
  if (misfit !== undefined) return misfit.replace(/^which is /, "");
  const colours = readColours(bytes);
  return colours === "RGB" ? undefined : `a picture in ${colours}`;
}
