import type { StoredFile } from "../../article/article.ts";
import { splitFiles } from "../../article/attachments/split-files.ts";
import { createLinkTable } from "../../article/links/link-table.ts";
import { findIri } from "../../article/mint-id.ts";
import { findRemoteImageAddress } from "../../article/open-source.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { type ArticleReading, type ArticleSource, readArticle } from "../../article/read-article.ts";
import type { PublicationStore, StoredArticle } from "./publication-store.ts";
import type { PublishingPorts } from "./publishing-ports.ts";

/** The key of an article's cover among its media. */
export const COVER_PATH = "";

/** A reading, and every image of ours that the article uses: what a retraction has to take along. */
export interface ReadingWithMedia extends ArticleReading {
  readonly media: ReadonlyMap<string, StoredFile>;
  /** Replaces the article's own id if that is not an IRI. */
  readonly iri: string | undefined;
}

type Source = Pick<ArticleSource, "key" | "kind" | "bytes" | "existingSlug" | "assignedSlug"> & {
  readonly media: ReadonlyMap<string, StoredFile>;
  readonly links: ReadonlyMap<string, string>;
};
type MediaPorts = Pick<PublishingPorts, "measureRemote"> & { readonly store: Pick<PublicationStore, "findMedia"> };

/** Reads an article with every image that it names, wherever that is: sent along, stored before, or somewhere else. */
export async function readWithMedia(
  source: Source,
  profile: SiteProfile,
  ports: MediaPorts,
): Promise<ReadingWithMedia> {
  const text = new TextDecoder().decode(source.bytes);
  const defaultName = profile.defaultImage;
  const named = [...new Set([...listMediaNames(text), ...(defaultName === undefined ? [] : [defaultName])])];
  const stored = await ports.store.findMedia(named);
  const media = new Map([...stored].map(([name, medium]) => [`/media/${name}`, medium]));
  for (const [path, medium] of source.media) if (path !== COVER_PATH) media.set(path, medium);
  const address = findRemoteImageAddress(source.bytes);
  const remote = address === undefined ? undefined : await ports.measureRemote(address);
  const reading = readArticle(
    {
      ...source,
      ...splitFiles(media),
      links: createLinkTable(source.links),
      cover: splitFiles(source.media).media.get(COVER_PATH),
      defaultImage: defaultName === undefined ? undefined : splitFiles(stored).media.get(defaultName),
      remoteImage: remote?.ok ? remote.value : undefined,
      remoteProblem: remote === undefined || remote.ok ? undefined : remote.problem,
    },
    profile,
  );
  const used = [...stored].filter(([name]) => reading.article?.mediaNames.includes(name) && name !== defaultName);
  const uses = new Map([...source.media, ...used.map(([name, medium]) => [`/media/${name}`, medium] as const)]);
  const givenId = reading.article?.givenId;
  const iri = givenId === undefined ? undefined : await findIri(givenId);
  return { ...reading, media: uses, iri };
}

/** Reads a stored article again, from the source it was last published from, at the address that it has. */
export function readStored(
  { record: { key, kind, slug }, source, media, links }: StoredArticle,
  profile: SiteProfile,
  ports: MediaPorts,
): Promise<ReadingWithMedia> {
  const bytes = new TextEncoder().encode(source);
  return readWithMedia({ key, kind, bytes, media, links, existingSlug: slug, assignedSlug: slug }, profile, ports);
}

function listMediaNames(text: string): string[] {
  return Array.from(text.matchAll(/\/media\/([0-9a-f]{32}\.[a-z\d]{1,8})\b/g), ([, name = ""]) => name);
}
