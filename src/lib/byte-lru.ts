/** A memory bounded by the bytes it holds, not by entries; what was asked for longest ago goes first. */
export interface ByteLru<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, sizeBytes: number): void;
}

export function createByteLru<Value>(capacityBytes: number): ByteLru<Value> {
  const entries = new Map<string, { readonly value: Value; readonly sizeBytes: number }>();
  let heldBytes = 0;
  let youngest: string | undefined;

  function remove(key: string): void {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    heldBytes -= entry.sizeBytes;
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined || key === youngest) return entry?.value;
      // A Map keeps insertion order: re-inserting makes the entry the most recent.
      entries.delete(key);
      entries.set(key, entry);
      youngest = key;
      return entry.value;
    },
    set(key, value, sizeBytes) {
      remove(key);
      if (sizeBytes > capacityBytes) return;
      entries.set(key, { value, sizeBytes });
      youngest = key;
      heldBytes += sizeBytes;
      for (const oldest of entries.keys()) {
        if (heldBytes <= capacityBytes) return;
        remove(oldest);
      }
    },
  };
}
