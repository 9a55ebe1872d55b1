import type { MediaStore } from "../feed/publishing/media-store.ts";
import type { PublishingPorts } from "../feed/publishing/publishing-ports.ts";

/** What the publishing API is given with each request. */
export interface PublishingBindings {
  readonly ports: PublishingPorts;
  readonly media: MediaStore;
  readonly publicUrl: string;
}
