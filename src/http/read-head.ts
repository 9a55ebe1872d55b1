import type { DocumentSettings } from "../feed/build-feed.ts";
import type { ArticleSnapshot, FeedHeadRow, PublicationReader, Site } from "../feed/publication-store.ts";
import { createEpochs } from "./epoch.ts";
import { decideLastModified, type Head } from "./head.ts";
import type { Resource } from "./resource.ts";

export interface HeadPorts {
  readonly reader: PublicationReader;
  readonly settings: DocumentSettings;
  readonly now: () => number;
}

/** Reads heads from the store, announcing first what has fallen due: nothing waits for a cron. */
export function createHeadReader({ reader, settings, now }: HeadPorts) {
  const epochOf = createEpochs(settings);

  async function ofFeed({ site, head }: { site: Site; head: FeedHeadRow | undefined }): Promise<Head> {
    if (site.profile === undefined || head === undefined) return { status: "missing" };
    if (head.count === 0 && !head.declared) {
      // What never showed anything never was: a 410 would tell of an embargoed article, and make readers give up its feed.
      return { status: head.lastPosition === 0 ? "missing" : "gone", nextDueAt: head.nextDueAt };
    }
    return {
      status: "live",
      revision: head.revision,
      epoch: await epochOf(site),
      lastModified: decideLastModified(Math.max(head.changedAt, site.changedAt), now()),
      nextDueAt: head.nextDueAt,
      departedRevision: head.departedRevision,
      isStale: head.nextDueAt !== undefined && head.nextDueAt <= now(),
    };
  }

  async function ofArticle(snapshot: ArticleSnapshot): Promise<Head> {
    if (snapshot.found === "alias")
      return { status: "moved", location: `/articles/${encodeURIComponent(snapshot.slug)}` };
    if (snapshot.found === "nothing") return { status: "missing" };
    const { record, site } = snapshot;
    if (record.state === "retracted" || record.state === "expired") return { status: "gone" };
    if (record.state === "draft") return { status: "missing" };
    if (record.state === "scheduled") return { status: "missing", nextDueAt: record.publishedAt };
    return {
      status: "live",
      revision: record.revision,
      epoch: await epochOf(site),
      lastModified: decideLastModified(Math.max(record.changedAt, site.changedAt), now()),
      nextDueAt: record.expiresAt,
      departedRevision: 0,
      isStale: record.expiresAt !== undefined && record.expiresAt <= now(),
    };
  }

  async function readOnce(resource: Resource): Promise<Head> {
    if (resource.kind === "article") return ofArticle(await reader.findArticle(resource.slug));
    return ofFeed(await reader.findHead(resource.name));
  }

  return {
    ofFeed,
    ofArticle,
    async read(resource: Resource): Promise<Head> {
      const head = await readOnce(resource);
      if (!("nextDueAt" in head) || head.nextDueAt === undefined || head.nextDueAt > now()) return head;
      try {
        await reader.announceDue(now());
      } catch (error) {
        // Marked stale, the old head goes out with max-age=1; the next poll tries again.
        console.error("Cannot announce what is due:", error);
        return head;
      }
      return readOnce(resource);
    },
  };
}
