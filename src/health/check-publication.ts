import { fail, type Result, succeed } from "../lib/result.ts";
import { A_PAGE, checkAgents, findRefusal, isChallenge } from "./check-agents.ts";
import { checkAnswer } from "./check-answer.ts";
import { checkDocument } from "./check-document.ts";
import { checkFiles } from "./check-files.ts";
import { checkHubs } from "./check-hubs.ts";
import { checkValidators } from "./check-validators.ts";
import { decodeDocument } from "./decode-document.ts";
import type { FeedReading } from "./feed-reading.ts";
import { findFeeds, isPage } from "./find-feeds.ts";
import { type HealthFinding, note } from "./finding.ts";
import { checkArtwork, checkPodcast } from "./podcast/check-podcast.ts";
import { type ReaderAgent, readerAgents } from "./reader-agents.ts";
import { guardPorts, type HealthPorts, type Visit, visit } from "./visit.ts";

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

/** The request budget: a worker may send 50 requests in all on the free plan, a terminal is not limited. */
export interface HealthOptions {
  readonly maxFeeds: number;
  /** Enclosures, and as many images. */
  readonly maxFiles: number;
  /** Of podcasts: each is fetched and measured. */
  readonly maxArtworks: number;
  readonly agents: readonly ReaderAgent[];
  /** Further rules for the bytes of each feed. */
  readonly inspect?: ((bytes: Uint8Array, address: string) => readonly HealthFinding[]) | undefined;
  /** Set where the documents are in no format of feeds: the further rules alone read them. */
  readonly isNoFeed?: boolean | undefined;
}

export const THOROUGH: HealthOptions = { maxFeeds: 12, maxFiles: 60, maxArtworks: 12, agents: readerAgents };
/** With three feeds about 25 requests. */
export const BRIEF: HealthOptions = { maxFeeds: 3, maxFiles: 6, maxArtworks: 1, agents: [] };

/** Looks at a publication as its readers do: at the feed of an address, or at the feeds that its page advertises. */
export async function checkPublication(
  address: string,
  network: HealthPorts,
  options: HealthOptions = THOROUGH,
): Promise<HealthReport> {
  const ports = guardPorts(address, network);
  const start = await visit(address, ports, { headers: { Accept: "text/html, application/xml;q=0.9, */*;q=0.8" } });
  const where = URL.parse(address)?.href ?? address;
  if (!start.ok || start.value.status !== 200) {
    const found = start.ok ? `status ${start.value.status}` : start.problem;
    return { feeds: [], findings: [note({ check: "reachable", where, found, wanted: "status 200" })] };
  }
  const text = new TextDecoder().decode(start.value.bytes);
  if (!isPage(start.value.headers.get("content-type"), text)) return checkFeeds([where], ports, options);
  const feeds = findFeeds(text, start.value.address);
  if (feeds.length > 0) return checkFeeds(feeds.slice(0, options.maxFeeds), ports, options);
  const wanted = 'a <link rel="alternate"> to a feed';
  return { feeds: [], findings: [note({ check: "discovery", where, found: "a page without one", wanted })] };
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
    for (const finding of ofFeed) findings.push(finding);
  }
  const readings = checked.flatMap(({ reading }) => reading ?? []);
  findings.push(...(await checkFiles(readings, options.maxFiles, ports)));
  findings.push(...(await checkArtwork(readings, options.maxArtworks, ports)));
  return { feeds: checked.map(({ reading: _, ...feed }) => feed), findings };
}

interface FeedCheck {
  readonly reading?: FeedReading;
  readonly findings: readonly HealthFinding[];
}

async function checkFeed(address: string, ports: HealthPorts, options: HealthOptions): Promise<FeedCheck> {
  const { agents, inspect, isNoFeed } = options;
  const whole = await fetchWhole(address, ports);
  if (!whole.ok) return { findings: [whole.problem] };
  const ofValidators = await checkValidators(whole.value, ports);
  const ofRules = inspect?.(whole.value.bytes, whole.value.address) ?? [];
  if (isNoFeed) return { findings: [...ofRules, ...ofValidators] };
  const document = decodeDocument(whole.value);
  if (!document.ok) return { findings: [document.problem, ...ofValidators] };
  const reading = document.value;
  const findings = [
    ...checkAnswer(whole.value, reading.format),
    ...checkDocument(reading, whole.value.address, ports.now()),
    ...checkPodcast(reading, whole.value.address),
    ...ofRules,
    ...(await checkHubs(whole.value, reading.hubs, ports)),
    ...ofValidators,
    ...(await checkAgents(whole.value.address, agents, ports)),
  ];
  return { reading, findings };
}

async function fetchWhole(address: string, ports: HealthPorts): Promise<Result<Visit, HealthFinding>> {
  const answer = await visit(address, ports);
  const wanted = "status 200 and the feed";
  if (!answer.ok) return fail(note({ check: "reachable", where: address, found: answer.problem, wanted }));
  const found = findRefusal(answer.value);
  // A page without a challenge is read: the address may simply be the wrong one.
  if (found === undefined || found === A_PAGE) return succeed(answer.value);
  return fail(note({ check: isChallenge(answer.value) ? "agents" : "reachable", where: address, found, wanted }));
}
