import type { DocumentSettings } from "../../feed/build-feed.ts";
import type { PublicationReader } from "../../feed/publishing/publication-store.ts";
import { createByteLru } from "../../lib/byte-lru.ts";
import type { EntryBytes } from "./render-document.ts";

export interface OriginPorts {
  readonly reader: PublicationReader;
  readonly bucket: R2Bucket;
  readonly cache: Cache;
  readonly settings: DocumentSettings;
  readonly now: () => number;
  /** Asks the publishers' worker for a document that is no feed, or for the head of a list (`write-for-origin.ts`). */
  readonly askPublisher: (asked: string) => Promise<Response>;
  readonly waitUntil: (work: Promise<unknown>) => void;
}

/** The memory that an isolate keeps between Origin's requests. */
export interface OriginMemory {
  readonly entryBytes: EntryBytes;
}

const ENTRY_MEMORY_BYTES = 24 * 1024 * 1024;

export function createOriginMemory(): OriginMemory {
  return { entryBytes: createByteLru(ENTRY_MEMORY_BYTES) };
}

export const STORE_TIMEOUT_MS = 2000;
