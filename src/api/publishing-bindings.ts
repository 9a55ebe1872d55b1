import type { MediaStore } from "../feed/publishing/media-store.ts";
import type { PublishingPorts } from "../feed/publishing/publishing-ports.ts";

/** The inputs of the publishing API besides the request. */
export interface PublishingBindings {
  readonly ports: PublishingPorts;
  readonly media: MediaStore;
  readonly publicUrl: string;
}
