const LOOK_EVERY_MS = 10;

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The first thing `find` finds; undefined when patience ends. */
export async function waitFor<Thing>(find: () => Thing | undefined, patienceMs: number): Promise<Thing | undefined> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = find();
    if (found !== undefined || Date.now() >= deadline) return found;
    await sleep(LOOK_EVERY_MS);
  }
}
