import type { Period } from "../../feed/periods.ts";
import { renderChapters } from "../../feed/podcast/chapters-document.ts";
import { describeEpisode } from "../../feed/podcast/describe-episode.ts";
import { WINDOW } from "../../feed/slices.ts";
import { encodeUtf8 } from "../../lib/bytes.ts";
import { renderArticlePage } from "../../pages/article-page.tsx";
import type { LoadMedium } from "../../pages/icon/render-icon.ts";
import { type PageId, pageRenderers } from "../../pages/page-renderers.ts";
import { renderPeriodPage } from "../../pages/period-page.tsx";
import { chaptersKind } from "../documents.ts";
import { createHeadReader, type HeadPorts } from "../origin/read-head.ts";
import { readPeriod } from "../origin/read-period.ts";
import type { DocumentRenderer, RenderContext } from "../origin/render-document.ts";
import { type MadeRendering, renderUnderHead } from "../origin/render-resource.ts";
import type { Resource } from "../resource.ts";

export interface PagePorts extends HeadPorts {
  readonly loadMedium: LoadMedium;
}

/** A page, by the ids of `documents.ts`. Undefined: there is no such page. */
export async function renderPage(resource: Resource, id: string, ports: PagePorts): Promise<MadeRendering | undefined> {
  if (resource.kind === "article") return renderArticle(resource.slug, id, ports);
  if (resource.kind === "period") return renderPeriod(resource, ports);
  return resource.kind !== "list" && isPageId(id)
    ? renderUnderHead(resource, WINDOW, rendererOf(id, ports), ports)
    : undefined;
}

function isPageId(id: string): id is PageId {
  return Object.hasOwn(pageRenderers, id);
}

function rendererOf(id: PageId, { loadMedium }: PagePorts): DocumentRenderer {
  return {
    texts: "none",
    async render(context: RenderContext) {
      // A notice is for those who have the article already.
      const entries = context.entries.filter(({ record }) => record.state === "published");
      const page = await pageRenderers[id]({ ...context, entries }, loadMedium);
      return typeof page === "string" ? encodeUtf8(page) : page;
    },
  };
}

async function renderArticle(slug: string, id: string, ports: HeadPorts): Promise<MadeRendering | undefined> {
  const snapshot = await ports.reader.findArticle(slug);
  const head = await createHeadReader(ports).ofArticle(snapshot);
  if (snapshot.found !== "article" || head.status !== "live") return undefined;
  const { settings } = ports;
  const text =
    id === chaptersKind.id
      ? renderChapters(describeEpisode(snapshot.record.facets), settings.publicUrl)
      : await renderArticlePage({ ...snapshot, settings });
  return { head, bytes: encodeUtf8(text) };
}

async function renderPeriod(period: Period, ports: HeadPorts): Promise<MadeRendering | undefined> {
  const snapshot = await readPeriod(period, ports.reader, "page");
  const head = await createHeadReader(ports).ofPeriod(snapshot);
  if (head.status !== "live") return undefined;
  return { head, bytes: encodeUtf8(await renderPeriodPage({ period, snapshot, settings: ports.settings })) };
}
