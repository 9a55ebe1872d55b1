/**
 * One flight per key: whoever asks while one is under way gets its result. A flight belongs to the request that began it and
 * dies with it if its client leaves, so nobody waits longer than `patienceMs` for another's; then they fly themselves.
 */
export interface SingleFlight<Value> {
  join(key: string, fly: () => Promise<Value>): Promise<Value>;
}

export function createSingleFlight<Value>(patienceMs: number): SingleFlight<Value> {
  const underWay = new Map<string, Promise<Value>>();

  function begin(key: string, fly: () => Promise<Value>): Promise<Value> {
    const flight = fly().finally(() => {
      if (underWay.get(key) === flight) underWay.delete(key);
    });
    underWay.set(key, flight);
    return flight;
  }

  return {
    async join(key, fly) {
      const flight = underWay.get(key);
      if (flight === undefined) return begin(key, fly);
      const outcome = await Promise.race([flight, wait(patienceMs)]);
      return outcome === TOO_LATE ? begin(key, fly) : outcome;
    },
  };
}

const TOO_LATE = Symbol("too late");

function wait(milliseconds: number): Promise<typeof TOO_LATE> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, TOO_LATE));
}
