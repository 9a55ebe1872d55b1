import { checkAgents } from "./check-agents.ts";
import { checkAnswer } from "./check-answer.ts";
import { checkDocument } from "./check-document.ts";
import { checkFiles } from "./check-files.ts";
import { checkHubs } from "./check-hubs.ts";
import { checkValidators } from "./check-validators.ts";
import { decodeDocument } from "./decode-document.ts";
import type { FeedReading } from "./feed-reading.ts";
import { findFeeds, isPage } from "./find-feeds.ts";
import { type HealthFinding, note } from "./finding.ts";
import { type ReaderAgent, readerAgents } from "./reader-agents.ts";
import { type HealthPorts, type Visit, visit } from "./visit.ts";

export interface HealthReport {
  /** The feeds that were looked at; format and count are missing where one could not be read. */
  readonly feeds: readonly CheckedFeed[];
  readonly findings: readonly HealthFinding[];
}

export interface CheckedFeed {
  readonly address: string;
  readonly format: FeedReading["format"] | undefined;
  readonly entries: number | undefined;
}

/** How much is asked: a worker may send 50 requests in all on the free plan, a terminal as many as it likes. */
export interface HealthOptions {
  readonly maxFeeds: number;
  /** Enclosures, and as many images. */
  readonly maxFiles: number;
  readonly agents: readonly ReaderAgent[];
}

export const THOROUGH: HealthOptions = { maxFeeds: 12, maxFiles: 60, agents: readerAgents };
/** With three feeds about 25 requests. */
export const BRIEF: HealthOptions = { maxFeeds: 3, maxFiles: 6, agents: [] };

/** Looks at a publication as its readers do: at the feed of an address, or at every feed that its page advertises. */
export async function checkPublication(
  address: string,
  ports: HealthPorts,
  options: HealthOptions = THOROUGH,
): Promise<HealthReport> {
  const start = await visit(address, ports, { headers: { Accept: "text/html, application/xml;q=0.9, */*;q=0.8" } });
  if (!start.ok || start.value.status !== 200) {
    const found = start.ok ? `status ${start.value.status}` : start.problem;
    return { feeds: [], findings: [note({ check: "reachable", where: address, found, wanted: "status 200" })] };
  }
  const text = new TextDecoder().decode(start.value.bytes);
  if (!isPage(start.value.headers.get("content-type"), text)) return checkFeeds([address], ports, options);
  const feeds = findFeeds(text, start.value.address);
  if (feeds.length > 0) return checkFeeds(feeds.slice(0, options.maxFeeds), ports, options);
  const wanted = 'a <link rel="alternate"> to a feed';
  return { feeds: [], findings: [note({ check: "discovery", where: address, found: "a page without one", wanted })] };
}

async function checkFeeds(
  addresses: readonly string[],
  ports: HealthPorts,
  options: HealthOptions,
): Promise<HealthReport> {
  const checked: (CheckedFeed & { readonly reading: FeedReading | undefined })[] = [];
  const findings: HealthFinding[] = [];
  for (const address of addresses) {
    const { reading, findings: ofFeed } = await checkFeed(address, ports, options);
    checked.push({ address, format: reading?.format, entries: reading?.items.length, reading });
    findings.push(...ofFeed);
  }
  const readings = checked.flatMap(({ reading }) => reading ?? []);
  findings.push(...(await checkFiles(readings, options.maxFiles, ports)));
  return { feeds: checked.map(({ reading: _, ...feed }) => feed), findings };
}

interface FeedCheck {
  readonly reading?: FeedReading;
  readonly findings: readonly HealthFinding[];
}

async function checkFeed(address: string, ports: HealthPorts, { agents }: HealthOptions): Promise<FeedCheck> {
  const answer = await visit(address, ports);
  if (!answer.ok || answer.value.status !== 200) {
    const found = answer.ok ? `status ${answer.value.status}` : answer.problem;
    return { findings: [note({ check: "reachable", where: address, found, wanted: "status 200" })] };
  }
  const whole: Visit = answer.value;
  const document = decodeDocument(whole);
  const ofTransport = [...(await checkValidators(whole, ports)), ...(await checkAgents(whole.address, agents, ports))];
  if (!document.ok) return { findings: [document.problem, ...ofTransport] };
  const reading = document.value;
  return {
    reading,
    findings: [
      ...checkAnswer(whole, reading.format),
      ...checkDocument(reading, whole.address, ports.now()),
      ...(await checkHubs(whole, reading.hubs, ports)),
      ...ofTransport,
    ],
  };
}
