import { slugOfPage } from "./counted-page.ts";
import type { ArticleOpens, Claim, CountedBatch, CountedFlush, Fetched, ReaderCount } from "./counts.ts";
import type { Batch, Flush, Tally } from "./flush.ts";
import { type Agent, readAgent } from "./read-agent.ts";

/** Names the agents of a flush and drops their strings; an unknown string becomes "Other". */
export function readFlush({ isolate, batches }: Flush): CountedFlush {
  const agents = new Map<string, Agent>();
  const nameAgent = (text: string): Agent => {
    const agent = agents.get(text) ?? readAgent(text);
    agents.set(text, agent);
    return agent;
  };
  return { isolate, batches: batches.map((batch) => readBatch(batch, nameAgent)) };
}

function readBatch({ sequence, day, tallies, sizes }: Batch, nameAgent: (text: string) => Agent): CountedBatch {
  const all = tallies.map((tally) => ({ tally, agent: nameAgent(tally.agent) }));
  const named = all.filter(({ tally }) => slugOfPage(tally.feed) === undefined);
  return {
    sequence,
    day,
    sizes,
    readers: sumByReader(named),
    claims: named.flatMap(({ tally, agent }) => readClaim(tally, agent)),
    fetched: named.flatMap(({ tally, agent }) => readFetched(tally, agent)),
    opens: sumOpens(all),
  };
}

interface NamedTally {
  readonly tally: Tally;
  readonly agent: Agent;
}

/** Only browsers open articles for people. Their clients are dropped here: of an article there is a number alone. */
function sumOpens(named: readonly NamedTally[]): ArticleOpens[] {
  const sums = new Map<string, number>();
  for (const { tally, agent } of named) {
    const slug = slugOfPage(tally.feed);
    if (slug !== undefined && agent.kind === "browser") sums.set(slug, tally.polls + (sums.get(slug) ?? 0));
  }
  return Array.from(sums, ([slug, opens]) => ({ slug, opens }));
}

function sumByReader(named: readonly NamedTally[]): ReaderCount[] {
  const sums = new Map<string, ReaderCount>();
  for (const { tally, agent } of named) {
    const { feed, format } = tally;
    const key = `${format} ${feed} ${agent.name}`;
    const before = sums.get(key);
    sums.set(key, {
      feed,
      format,
      reader: agent.name,
      kind: agent.kind,
      polls: tally.polls + (before?.polls ?? 0),
      notModified: tally.notModified + (before?.notModified ?? 0),
      deltas: tally.deltas + (before?.deltas ?? 0),
      unconditional: tally.unconditional + (before?.unconditional ?? 0),
      rendered: tally.rendered + (before?.rendered ?? 0),
      clients: before === undefined ? tally.clients : before.clients.concat(tally.clients),
    });
  }
  return [...sums.values()];
}

function readClaim(
  { feed, format, network, polls, unconditional }: Tally,
  { name, kind, claimedSubscribers, feedId }: Agent,
): Claim[] {
  if (claimedSubscribers === undefined) return [];
  const claim = { feed, reader: name, feedId: feedId ?? format, network, subscribers: claimedSubscribers, polls };
  return [{ ...claim, conditional: polls - unconditional, isKnown: kind === "aggregator" }];
}

function readFetched({ feed, tag, fetchedAt }: Tally, { name, kind }: Agent): Fetched[] {
  if (kind !== "reader" && kind !== "aggregator") return [];
  const [, revision] = /^(\d+)-/.exec(tag) ?? [];
  return revision === undefined ? [] : [{ feed, revision: Number(revision), at: fetchedAt, reader: name }];
}
