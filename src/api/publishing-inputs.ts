import type { AppTokenStore } from "../feed/publishing/app-tokens.ts";
import type { BackupStore } from "../feed/publishing/backup-store.ts";
import type { MediaStore } from "../feed/publishing/media/media-store.ts";
import type { Preview } from "../feed/publishing/preview-article.ts";
import type { PublishingPorts } from "../feed/publishing/publishing-ports.ts";
import type { UploadStore } from "../feed/publishing/upload-store.ts";

/** The inputs of the publishing API besides the request. */
export interface PublishingInputs {
  readonly ports: PublishingPorts;
  readonly media: MediaStore;
  readonly backup: BackupStore;
  readonly uploads: UploadStore;
  /** Of writing tools. */
  readonly tokens: AppTokenStore;
  readonly publicUrl: string;
  /** The page of an article that is not stored. */
  readonly renderPreview: (preview: Preview) => Promise<string>;
}

/** The variable that the worker sets before a route of the publishing API runs. */
export type PublishingEnv = { Variables: { publishing: PublishingInputs } };
