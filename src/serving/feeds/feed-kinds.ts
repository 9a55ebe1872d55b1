import { extras } from "../../feed/library/extras.ts";
import { renderAtom } from "../../feed/library/render-atom.ts";
import { renderJson } from "../../feed/library/render-json.ts";
import { renderRss } from "../../feed/library/render-rss.ts";
import type { FeedSource } from "../../feed/library/types.ts";

export type FeedKindId = "rss" | "atom" | "json";

/** How each format is served. */
export interface FeedKind {
  readonly id: FeedKindId;
  readonly defaultPath: string;
  readonly mediaType: string;
  readonly contentType: string;
  /** Whether deltas (226) are possible: JSON Feed defines none. */
  readonly hasDeltas: boolean;
  readonly render: (feed: FeedSource) => string;
}

export const feedKinds: readonly FeedKind[] = [
  {
    id: "rss",
    defaultPath: "/rss.xml",
    mediaType: "application/rss+xml",
    contentType: "application/rss+xml; charset=utf-8",
    hasDeltas: true,
    render: (feed) => renderRss(feed, extras),
  },
  {
    id: "atom",
    defaultPath: "/atom.xml",
    mediaType: "application/atom+xml",
    contentType: "application/atom+xml; charset=utf-8",
    hasDeltas: true,
    render: (feed) => renderAtom(feed, extras),
  },
  {
    id: "json",
    defaultPath: "/feed.json",
    mediaType: "application/feed+json",
    contentType: "application/feed+json",
    hasDeltas: false,
    render: (feed) => renderJson(feed, extras),
  },
];
