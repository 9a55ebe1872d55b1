/**
 * Single-flight: concurrent calls with one key share a promise. workerd cancels it when the request that started it is aborted,
 * so a joiner waits at most `patienceMs`, then starts its own.
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
