import type { DocumentPlace, DocumentSettings } from "../feed/build-feed.ts";
import type { FeedName } from "../feed/feed-names.ts";
import type { ListedSnapshot, WindowRow } from "../feed/publishing/publication-store.ts";
import { renderArchivePage } from "./archive-page.tsx";
import { renderFeedPage } from "./feed-page.tsx";
import { renderGonePage, renderMissingPage } from "./not-found-pages.tsx";
import { renderSubscribePage } from "./subscribe-page.tsx";
import { renderManifest } from "./theme/manifest.ts";
import { renderIcon } from "./theme/theme-files.ts";

/** What a page under a feed's head is made of. */
export interface PageContext {
  readonly name: FeedName;
  readonly snapshot: ListedSnapshot;
  /** What still stands of it: a notice is for those who have the article already. */
  readonly entries: readonly WindowRow[];
  readonly place: DocumentPlace;
  /** Set on a page of the archive. */
  readonly archivePage: number | undefined;
  readonly settings: DocumentSettings;
}

/** How each is rendered, by the ids of http/documents.ts. Loaded with everything that pages need when the first is asked for. */
export const pageRenderers = {
  page: (context: PageContext) => (context.archivePage === undefined ? renderFeedPage : renderArchivePage)(context),
  subscribe: renderSubscribePage,
  missing: renderMissingPage,
  gone: renderGonePage,
  manifest: renderManifest,
  icon: renderIcon,
} as const satisfies Readonly<Record<string, (context: PageContext) => Promise<string> | string>>;

export type PageId = keyof typeof pageRenderers;
