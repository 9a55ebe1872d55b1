import { writeLogAddress } from "../origin-address.ts";
import type { AskOrigin } from "./ask-origin.ts";
import { createQuestion, type QuestionPorts } from "./questions.ts";

/** The newest revision of the log, as one isolate knows it: whether a client can hold what it claims. */
export interface NewestRevision {
  /** The last that is known; 0: it was never asked for. */
  known(): number;
  /** Whether the log holds the revision; undefined: the store does not answer. */
  holds(claimedRevision: number, ask: AskOrigin): Promise<boolean | undefined>;
}

/** No log grows by so much while an answer holds: a claim beyond that is forged, or of a store that was there before. */
const MAX_GROWTH = 100_000;

/** A little longer than a head is used: strangers may double what a poll costs the store, and no more. */
const PAUSE_MS = 2200;

export function createNewestRevision(ports: QuestionPorts): NewestRevision {
  const question = createQuestion<number>({ ...ports, pauseMs: PAUSE_MS });
  let newest = 0;

  async function send(claimedRevision: number, ask: AskOrigin): Promise<number | undefined> {
    const response = await ask(writeLogAddress(claimedRevision));
    if (!response.ok) return undefined;
    const { revision } = await response.json<{ revision: number }>();
    newest = revision;
    return revision;
  }

  return {
    known: () => newest,
    async holds(claimedRevision, ask) {
      if (claimedRevision <= newest) return true;
      const recent = question.recent();
      if (recent !== undefined && claimedRevision > recent + MAX_GROWTH) return false;
      const answer = await question.ask(() => send(claimedRevision, ask));
      return answer === undefined ? undefined : claimedRevision <= answer;
    },
  };
}
