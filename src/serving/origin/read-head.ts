import { articlePath } from "../../article/article-path.ts";
import { fillingPageOf } from "../../feed/archive.ts";
import type { DocumentSettings } from "../../feed/build-feed.ts";
import { categoryOfTag, type FeedName, feedPath } from "../../feed/feed-names.ts";
import type {
  ArchiveSnapshot,
  ArticleSnapshot,
  FeedHeadRow,
  ListedSnapshot,
  PeriodSnapshot,
  PublicationReader,
  Site,
} from "../../feed/publishing/publication-store.ts";
import { sha256Hex } from "../../lib/digest.ts";
import { computeEpoch, decideEpochStart } from "../epoch.ts";
import { decideLastModified, findUnsettled, type Head, type LiveHead } from "../head.ts";
import type { StoredResource } from "../resource.ts";
import { readPeriod } from "./read-period.ts";

type LiveParts = Pick<LiveHead, "revision" | "entriesRevision" | "nextDueAt" | "departedRevision" | "isFilling"> & {
  readonly changedAt: number;
  readonly shownRevision?: number;
};
type FoundArticle = Extract<ArticleSnapshot, { readonly found: "article" }>;
type ArchiveHead = Omit<ArchiveSnapshot, "window">;

export interface HeadPorts {
  readonly reader: PublicationReader;
  readonly settings: DocumentSettings;
  readonly now: () => number;
}

/** Readers give up a feed for good at a 410: only its publisher ends one. */
function isEnded({ retired, count, declared }: FeedHeadRow): boolean {
  return retired && count === 0 && !declared;
}

/** Reads heads from the store, announcing first what has fallen due: nothing waits for a cron. */
export function createHeadReader({ reader, settings, now }: HeadPorts) {
  /** Past its due time a head is stale from the beginning: what is due could not be announced. */
  async function live(site: Site, parts: LiveParts): Promise<LiveHead> {
    const { revision, entriesRevision, changedAt, nextDueAt, departedRevision, isFilling, shownRevision } = parts;
    const latest = Math.max(changedAt, site.changedAt, await findEpochStart(site));
    const readAt = now();
    const unsettled = findUnsettled(latest, readAt);
    return {
      status: "live",
      revision,
      ...(entriesRevision !== undefined && { entriesRevision }),
      ...(isFilling !== undefined && { isFilling }),
      ...(site.profile?.machineLicence && { hasLicence: true as const }),
      ...(site.profile?.takesMicropub && { takesMicropub: true as const }),
      epoch: await computeEpoch(site, settings),
      lastModified: decideLastModified(latest, readAt),
      nextDueAt,
      departedRevision,
      ...(shownRevision !== undefined && { shownRevision }),
      isStale: nextDueAt !== undefined && nextDueAt <= readAt,
      ...(unsettled !== undefined && { unsettled }),
    };
  }

  /** Readers do not wait less for a store that cannot be written: until the epoch is recorded, no date proves anything. */
  async function findEpochStart(site: Site): Promise<number> {
    const { since, record } = decideEpochStart(site, settings, now());
    if (record === undefined) return since;
    await reader
      .recordEpoch(record, site.epochRecord)
      .catch((error: unknown) => console.error("Cannot record the epoch:", error));
    return since;
  }

  async function ofFeed({ site, head }: { site: Site; head: FeedHeadRow | undefined }): Promise<Head> {
    if (site.profile === undefined || head === undefined) return { status: "missing" };
    const { nextDueAt, successor } = head;
    if (isEnded(head)) return { status: "gone", nextDueAt };
    if (successor !== undefined) return { status: "moved", location: encodeURI(feedPath(successor)) };
    // A feed that never had a visible entry is 404: an empty one would reveal an embargoed article.
    if (head.lastPosition === 0 && !head.declared) return { status: "missing", nextDueAt };
    return live(site, head);
  }

  async function ofArticle(snapshot: ArticleSnapshot): Promise<Head> {
    if (snapshot.found === "nothing") return { status: "missing" };
    if (snapshot.found === "alias") {
      const { slug, dueAt } = snapshot;
      if (dueAt !== undefined) return { status: "missing", nextDueAt: dueAt };
      return { status: "moved", location: articlePath(slug) };
    }
    const { record } = snapshot;
    if (record.state === "retracted") return { status: "gone", notice: record.summary };
    if (record.state === "expired") return { status: "gone" };
    if (record.state === "draft") return { status: "missing" };
    if (record.state === "scheduled") return { status: "missing", nextDueAt: record.publishedAt };
    return ofPublished(snapshot);
  }

  /** The page names other articles, which come and go without any revision of its own: they are part of the epoch. */
  async function ofPublished({ record, site, surroundings }: FoundArticle): Promise<Head> {
    const { older, newer, related, nextDueAt } = surroundings;
    const dueTimes = [record.expiresAt, nextDueAt].filter((at) => at !== undefined);
    const head = await live(site, {
      revision: record.revision,
      // The time at which one of them left is not stored; the catalogue's date is never earlier.
      changedAt: Math.max(record.changedAt, site.catalogue.changedAt),
      nextDueAt: dueTimes.length === 0 ? undefined : Math.min(...dueTimes),
      departedRevision: site.catalogue.departedRevision,
      shownRevision: site.catalogue.revision,
    });
    const named = JSON.stringify([older, newer, related]);
    return { ...head, epoch: (await sha256Hex(`${head.epoch} ${named}`)).slice(0, 12) };
  }

  async function ofPeriod({ site, nextDueAt, filled }: PeriodSnapshot): Promise<Head> {
    return filled.includes(true) ? ofCatalogue({ site, nextDueAt }) : { status: "missing", nextDueAt };
  }

  async function ofCatalogue({ site, nextDueAt }: Pick<ListedSnapshot, "site" | "nextDueAt">): Promise<Head> {
    return site.profile === undefined ? { status: "missing" } : live(site, { ...site.catalogue, nextDueAt });
  }

  async function ofArchive({ site, head, page }: ArchiveHead, number: number): Promise<Head> {
    if (site.profile === undefined || head === undefined || page === undefined) return { status: "missing" };
    const filling = fillingPageOf(head.lastPosition);
    if (number > filling) return { status: "missing" };
    if (isEnded(head) || head.successor !== undefined) return ofFeed({ site, head });
    const isFilling = number === filling ? { isFilling: true as const } : {};
    return live(site, { ...page, departedRevision: page.revision, ...isFilling });
  }

  /** A tag that is a category has no articles of its own: other tools had both, and readers of either get there. */
  async function findCategoryMove(name: FeedName): Promise<Head | undefined> {
    const category = categoryOfTag(name);
    if (category === undefined) return undefined;
    const { status } = await ofFeed(await reader.findHead(category));
    return status === "live" ? { status: "moved", location: encodeURI(feedPath(category)) } : undefined;
  }

  async function ofNamedFeed(name: FeedName): Promise<Head> {
    const found = await reader.findHead(name);
    const leaving = name === "main" && found.site.profile?.leaving;
    // While the main feed goes on elsewhere, its documents are not served here; its pages are, under other heads.
    const away = leaving && (await import("./late-files.ts")).findAbsence(leaving, settings, now());
    if (away) return away;
    const isBare = found.head === undefined || (found.head.count === 0 && !isEnded(found.head));
    return (isBare ? await findCategoryMove(name) : undefined) ?? ofFeed(found);
  }

  async function readOnce(resource: StoredResource): Promise<Head> {
    if (resource.kind === "archive") {
      return ofArchive(await reader.findArchiveHead(resource.name, resource.page), resource.page);
    }
    if (resource.kind === "period") return ofPeriod(await readPeriod(resource, reader, "head"));
    if (resource.kind === "catalogue") return ofCatalogue(await reader.findCatalogue());
    if (resource.kind === "article") return ofArticle(await reader.findArticle(resource.slug));
    return ofNamedFeed(resource.name);
  }

  /** A head past its due time is read again when what is due has been announced. */
  async function readSettled(readHead: () => Promise<Head>): Promise<Head> {
    // Twice: announcing takes time, and meanwhile more may have fallen due.
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const head = await readHead();
      if (!("nextDueAt" in head) || head.nextDueAt === undefined || head.nextDueAt > now()) return head;
      try {
        await reader.announceDue(now());
      } catch (error) {
        // Marked stale, the old head goes out with max-age=1; the next poll tries again.
        console.error("Cannot announce what is due:", error);
        return head;
      }
    }
    return readHead();
  }

  return {
    live,
    ofFeed,
    ofArticle,
    ofCatalogue,
    ofPeriod,
    ofArchive,
    readSettled,
    read: (resource: StoredResource) => readSettled(() => readOnce(resource)),
  };
}
