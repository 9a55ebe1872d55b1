import type { PublishingPorts } from "../feed/publishing/publishing-ports.ts";
import type { SourceClient } from "./fetch-source.ts";
import type { SourceStore } from "./source-store.ts";

/** All that following sources needs. */
export interface SourcePorts {
  readonly store: SourceStore;
  readonly publishing: PublishingPorts;
  readonly client: SourceClient;
  readonly now: () => number;
  /** A fresh secret of at least 128 bits in URL-safe characters. */
  readonly drawSecret: () => string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
}
