import type { MachineLicence } from "../../article/profile/machine-licence.ts";
import {
  articleAddress,
  buildFeedHead,
  type DocumentSettings,
  feedAddress,
  homeOfFeed,
  placeWindow,
  requireProfile,
  resolveMark,
  titleFeed,
  windowSizeOf,
} from "../../feed/build-feed.ts";
import { allFormats } from "../../feed/formats.ts";
import type { ListReader, PageRow } from "../../feed/lists/list-reader.ts";
import { renderRslLicence, renderTdmReservation } from "../../feed/lists/machine-licence.ts";
import { NEWS_PERIOD_MS, renderNewsSitemap } from "../../feed/lists/news-sitemap.ts";
import { renderOpml } from "../../feed/lists/opml.ts";
import { renderSitemap, renderSitemapIndex, type SitemapPage } from "../../feed/lists/sitemap.ts";
import { countParts } from "../../feed/lists/sitemap-parts.ts";
import { listOffered } from "../../feed/partners/list-offered.ts";
import { partners } from "../../feed/partners/partner-rows.ts";
import { renderPartnerFeed } from "../../feed/partners/render-partner-feed.ts";
import type { FeedHeadRow, PublicationReader } from "../../feed/publishing/publication-store.ts";
import { feedGroups, sortFeeds } from "../../pages/feed-groups.ts";
import type { LoadMedium } from "../../pages/icon/render-icon.ts";
import type { Head } from "../head.ts";
import type { PublisherQuestion } from "../origin-address.ts";
import {
  type HeadReader,
  headOfKey,
  headOfLicence,
  headOfNews,
  headOfOutside,
  headOfPart,
  headOfPartner,
  headOfSitemap,
} from "./list-heads.ts";
import { type ListResource, type PartnerResource, writeListPath } from "./list-resource.ts";

// Lists for crawlers and for subscription managers.

export interface ListPorts {
  readonly reader: PublicationReader;
  readonly lists: ListReader;
  /** The bytes of a stored picture. */
  readonly loadMedium: LoadMedium;
  readonly settings: DocumentSettings;
  readonly now: () => number;
}

interface ListDocument {
  /** Undefined for lists under the catalogue's head. */
  readonly readHead?: (ports: ListPorts, heads: HeadReader) => Promise<Head>;
  readonly render: (
    ports: ListPorts,
    heads: HeadReader,
  ) => Promise<{ readonly head: Head; readonly write: () => string }>;
}

const opml: ListDocument = {
  async render({ reader, settings }, heads) {
    const snapshot = await reader.findSnapshot("main", "feeds", "none");
    const write = () => {
      const profile = requireProfile(snapshot.site);
      const outlineOf = ({ name, title }: FeedHeadRow) => ({
        title: titleFeed(profile, name, title),
        htmlUrl: homeOfFeed(profile, name, settings.publicUrl),
        xmlUrl: feedAddress(settings.publicUrl, name, allFormats[0]),
      });
      const [main = [], ...others] = feedGroups.map(({ isIn }) =>
        sortFeeds(snapshot.feeds.filter(({ name }) => isIn(name))).map(outlineOf),
      );
      const groups = others.map((outlines, index) => ({ title: feedGroups[index + 1]?.title ?? "", outlines }));
      return renderOpml(profile.title, main, groups);
    };
    return { head: await heads.ofCatalogue(snapshot), write };
  },
};

const sitemap: ListDocument = {
  readHead: async ({ lists }, heads) => headOfSitemap(await lists.findSitemapHead(), heads),
  async render({ lists, settings: { publicUrl } }, heads) {
    const snapshot = await lists.findSitemap();
    const { pages, outside, outsidePages } = snapshot;
    const isWhole = countParts(snapshot.head?.lastPosition ?? 0) === 1;
    const beside =
      outside === undefined || outsidePages.length === 0
        ? []
        : [{ url: listAddress(publicUrl, { kind: "list", list: "outside-sitemap" }), modifiedAt: outside.changedAt }];
    const parts = snapshot.parts.map(({ part, changedAt }) => ({
      url: listAddress(publicUrl, { kind: "list", list: "sitemap-part", part }),
      modifiedAt: changedAt,
    }));
    const write = () =>
      isWhole
        ? renderSitemap(listPages([...pages, ...outsidePages], 1, publicUrl))
        : renderSitemapIndex([...parts, ...beside]);
    return { head: await headOfSitemap(snapshot, heads), write };
  },
};

/** Articles in no feed, where the sitemap has parts. */
const outsideSitemap: ListDocument = {
  readHead: async ({ lists }, heads) => headOfOutside(await lists.findSitemapHead(), heads),
  async render({ lists, settings }, heads) {
    const snapshot = await lists.findOutside();
    const write = () => renderSitemap(listArticles(snapshot.outsidePages, settings.publicUrl));
    return { head: await headOfOutside(snapshot, heads), write };
  },
};

const sitemapPart = (part: number): ListDocument => ({
  readHead: async ({ lists }, heads) => headOfPart(await lists.findPartHead(part), heads),
  async render({ lists, settings }, heads) {
    const snapshot = await lists.findPart(part);
    const write = () => renderSitemap(listPages(snapshot.pages, part, settings.publicUrl));
    return { head: await headOfPart(snapshot, heads), write };
  },
});

function listAddress(publicUrl: string, resource: ListResource): string {
  return `${publicUrl}/${writeListPath(resource)}`;
}

function listPages(pages: readonly PageRow[], part: number, publicUrl: string): SitemapPage[] {
  const front = part === 1 ? [{ url: `${publicUrl}/` }] : [];
  return [...front, ...listArticles(pages, publicUrl)];
}

function listArticles(pages: readonly PageRow[], publicUrl: string): SitemapPage[] {
  return pages.map(({ slug, changedAt }) => ({ url: articleAddress(publicUrl, slug), modifiedAt: changedAt }));
}

const newsSitemap: ListDocument = {
  readHead: async ({ lists, now }, heads) => headOfNews(await lists.findNewsHead(now() - NEWS_PERIOD_MS), heads),
  async render({ lists, settings, now }, heads) {
    const snapshot = await lists.findNews(now() - NEWS_PERIOD_MS);
    const { publicUrl } = settings;
    const articles = snapshot.articles.map(({ image, ...row }) => ({
      ...row,
      url: articleAddress(publicUrl, row.slug),
      image: image === null ? undefined : resolveMark(image, publicUrl),
    }));
    const write = () => renderNewsSitemap(requireProfile(snapshot.site).title, articles);
    return { head: await headOfNews(snapshot, heads), write };
  },
};

const licenceDocument = (write: (licence: MachineLicence, publicUrl: string) => string): ListDocument => ({
  readHead: async ({ reader }, heads) => headOfLicence(await reader.findHead("main"), heads),
  async render({ reader, settings }, heads) {
    const snapshot = await reader.findHead("main");
    const licence = snapshot.site.profile?.machineLicence;
    return {
      head: await headOfLicence(snapshot, heads),
      write: () => (licence === undefined ? "" : write(licence, settings.publicUrl)),
    };
  },
});

const licence = licenceDocument(renderRslLicence);
const tdmReservation = licenceDocument(renderTdmReservation);

const partnerFeed = (resource: PartnerResource): ListDocument => {
  const name = `feeds/${resource.feed}` as const;
  return {
    readHead: async ({ reader }, heads) => headOfPartner(await reader.findHead(name), resource, heads),
    async render({ reader, settings }, heads) {
      const snapshot = await reader.findSnapshot(name, "nothing", "all");
      const head = await headOfPartner(snapshot, resource, heads);
      const write = () => {
        const { site, head: row, window } = snapshot;
        const profile = requireProfile(site);
        const rule = profile.partners?.find(
          ({ feed, partner }) => feed === resource.feed && partner === resource.partner,
        );
        if (row === undefined || rule === undefined) throw new Error(`Cannot render ${writeListPath(resource)}`);
        const channel = buildFeedHead(snapshot, name, placeWindow(row, windowSizeOf(name, site), settings), settings);
        const items = listOffered(window, settings.publicUrl, profile);
        return renderPartnerFeed(partners[resource.partner], channel, items, {
          hasImageRights: rule.hasImageRights === true,
        });
      };
      return { head, write };
    },
  };
};

const indexNowKey = (key: string): ListDocument => ({
  readHead: async ({ reader }, heads) => headOfKey(await reader.findHead("main"), heads, key),
  async render({ reader }, heads) {
    return { head: await headOfKey(await reader.findHead("main"), heads, key), write: () => `${key}\n` };
  },
});

function documentOf(resource: ListResource): ListDocument {
  switch (resource.list) {
    case "sitemap":
      return sitemap;
    case "outside-sitemap":
      return outsideSitemap;
    case "news-sitemap":
      return newsSitemap;
    case "sitemap-part":
      return sitemapPart(resource.part);
    case "licence":
      return licence;
    case "tdm-reservation":
      return tdmReservation;
    case "partner":
      return partnerFeed(resource);
    case "index-now-key":
      return indexNowKey(resource.key);
  }
}

const catalogueDocuments: Readonly<Record<string, ListDocument>> = { opml };

/** The list that Origin asks for; undefined: it asks for a page. */
export function findList(question: PublisherQuestion): ListDocument | undefined {
  const { kind, resource } = question;
  if (resource.kind === "list") return documentOf(resource);
  const isDocument = kind === "rendering" && resource.kind === "catalogue";
  return isDocument ? catalogueDocuments[question.format] : undefined;
}
