import type { RemoteImage } from "../../article/images/remote-image.ts";
import type { Finding } from "../../lib/finding.ts";
import type { Result } from "../../lib/result.ts";
import type { PublicationStore } from "./publication-store.ts";

export interface PublishingPorts {
  readonly store: PublicationStore;
  readonly now: number;
  /** Without a slash at its end. Where no domain is known, its host is in minted ids. */
  readonly publicUrl: string;
  /** Fetches and measures a remote lead image; the same answer for the same address within one publish. */
  readonly measureRemote: (address: string) => Promise<Result<RemoteImage, Finding>>;
}
