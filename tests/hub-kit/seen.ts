/** Rejects a check with what was seen and what was wanted, in one line. */
export function expectSame(what: string, found: unknown, wanted: unknown): void {
  const [was, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (was !== should) throw new Error(`${what}: found ${was}, wanted ${should}`);
}
