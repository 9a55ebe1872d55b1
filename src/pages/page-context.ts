import type { DocumentPlace, DocumentSettings } from "../feed/build-feed.ts";
import type { FeedName } from "../feed/feed-names.ts";
import type { ListedSnapshot, WindowRow } from "../feed/publishing/publication-store.ts";

/** The data of a page under a feed's head. */
export interface PageContext {
  readonly name: FeedName;
  readonly snapshot: ListedSnapshot;
  /** Its articles without retraction notices, which address feed readers that already have the article. */
  readonly entries: readonly WindowRow[];
  readonly place: DocumentPlace;
  /** Set on a page of the archive. */
  readonly archivePage: number | undefined;
  readonly settings: DocumentSettings;
}
