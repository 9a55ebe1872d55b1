/** A clock that jumps from one timer to the next as soon as everything else has come to rest. */
export interface VirtualTime {
  readonly sleep: (milliseconds: number) => Promise<void>;
  runUntil(time: number): Promise<void>;
}

/** `isBusy` tells of work that other processes do, and that must end before time may pass. */
export function createVirtualTime(clock: { now: number }, isBusy = () => false): VirtualTime {
  let timers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    sleep: (milliseconds) =>
      new Promise((wake) => {
        timers.push({ at: clock.now + milliseconds, wake });
      }),
    async runUntil(time) {
      for (;;) {
        do await rest();
        while (isBusy());
        const next = Math.min(time, ...timers.map(({ at }) => at));
        clock.now = Math.max(clock.now, next);
        const due = timers.filter(({ at }) => at <= clock.now);
        if (due.length === 0) return;
        timers = timers.filter(({ at }) => at > clock.now);
        for (const { wake } of due) wake();
      }
    },
  };
}

/** Digests end in other threads: a few turns of the event loop, not only its microtasks. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
