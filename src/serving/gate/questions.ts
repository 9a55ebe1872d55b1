import { createSingleFlight } from "../../lib/single-flight.ts";

export interface QuestionPorts {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

export interface QuestionSettings extends QuestionPorts {
  /** How long after one question the next may be asked: a request that comes in between waits for it. */
  readonly pauseMs: number;
}

/** A question whose answers hold for everything that came before it was asked, so that one settles many requests. */
export interface Question<Answer> {
  /** The last answer, if the question was asked less than a pause ago. */
  recent(): Answer | undefined;
  /** The answer to a query sent after this call; undefined if it failed. */
  ask(send: () => Promise<Answer | undefined>): Promise<Answer | undefined>;
}

export function createQuestion<Answer>({ now, sleep, pauseMs }: QuestionSettings): Question<Answer> {
  const flights = createSingleFlight<Answer | undefined>(2500);
  let count = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let last: { readonly number: number; readonly answer: Answer | undefined } | undefined;

  async function begin(send: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
    count += 1;
    const number = count;
    askedAt = now();
    const answer = await send().catch(() => undefined);
    if (last === undefined || last.number < number) last = { number, answer };
    return answer;
  }

  return {
    recent: () => (now() - askedAt < pauseMs ? last?.answer : undefined),
    async ask(send) {
      const before = count;
      for (;;) {
        if (last !== undefined && last.number > before) return last.answer;
        const waitMs = askedAt + pauseMs - now();
        if (waitMs > 0) await sleep(waitMs);
        // A question that was asked meanwhile is joined, or has been answered.
        if (last !== undefined && last.number > before) return last.answer;
        await flights.join("", () => begin(send));
      }
    },
  };
}
