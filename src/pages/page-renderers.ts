import { renderArchivePage } from "./archive-page.tsx";
import { renderFeedPage } from "./front/feed-page.tsx";
import { type LoadMedium, renderFavicon, renderTouchIcon } from "./icon/render-icon.ts";
import { renderGonePage, renderMissingPage } from "./not-found-pages.tsx";
import type { PageContext } from "./page-context.ts";
import { renderOpenSearch } from "./search/open-search.ts";
import { renderSubscribePage } from "./subscribe-page.tsx";
import { renderManifest } from "./theme/manifest.ts";

/** How each is rendered, by the ids of serving/documents.ts. Loaded with everything that pages need when the first is asked for. */
export const pageRenderers = {
  page: (context: PageContext) => (context.archivePage === undefined ? renderFeedPage : renderArchivePage)(context),
  subscribe: renderSubscribePage,
  missing: renderMissingPage,
  gone: renderGonePage,
  manifest: renderManifest,
  opensearch: renderOpenSearch,
  icon: renderFavicon,
  "touch-icon": renderTouchIcon,
} as const satisfies Readonly<Record<string, RenderPage>>;

type RenderPage = (
  context: PageContext,
  load: LoadMedium,
) => Promise<string | Uint8Array<ArrayBuffer>> | string | Uint8Array<ArrayBuffer>;

export type PageId = keyof typeof pageRenderers;
