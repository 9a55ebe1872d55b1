import { isMedium, PUBLIC_URL_MARK, type StoredFile } from "../../article/article.ts";
import type { ArticleRecord } from "../../article/article-record.ts";
import { splitFiles } from "../../article/attachments/split-files.ts";
import { slugOf } from "../../article/draft-slug.ts";
import { createLinkTable } from "../../article/links/link-table.ts";
import { findIri } from "../../article/mint-id.ts";
import { findRemoteImageAddress } from "../../article/open-source.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import { type ArticleReading, type ArticleSource, readArticle } from "../../article/read-article.ts";
import type { RemoteRecording } from "../../article/recordings/find-recordings.ts";
import type { ArticleMedia } from "./media/article-media.ts";
import { listMediaNames, pickShownMedia } from "./media/media-state.ts";
import type { PublicationStore, StoredArticle } from "./publication-store.ts";
import type { PublishingPorts } from "./publishing-ports.ts";

/** A reading, and every image of ours that the article shows. */
export interface ReadingWithMedia extends ArticleReading {
  readonly media: ArticleMedia;
  /** Replaces the article's own id if that is not an IRI. */
  readonly iri: string | undefined;
}

type Source = Pick<ArticleSource, "key" | "kind" | "bytes" | "existingSlug" | "assignedSlug" | "remoteRecordings"> & {
  readonly media: ArticleMedia;
  readonly links: ReadonlyMap<string, string>;
};
type MediaPorts = Pick<PublishingPorts, "measureRemote"> & { readonly store: Pick<PublicationStore, "findMedia"> };

/** Reads an article with every image that it names, wherever that is: sent along, stored before, or somewhere else. */
export async function readWithMedia(
  source: Source,
  profile: SiteProfile,
  ports: MediaPorts,
): Promise<ReadingWithMedia> {
  const written = new TextDecoder().decode(source.bytes);
  const { defaultImage: defaultName, keepsOriginals } = profile;
  const originals = keepsOriginals === true ? listOriginals(source.media) : [];
  const named = listMediaNames(written);
  const asked = [...named, ...originals, ...(defaultName === undefined ? [] : [defaultName])];
  const stored = await ports.store.findMedia([...new Set(asked)]);
  const bytes = renameMedia(source.bytes, written, stored);
  const files = new Map([...source.media.files].map(([path, file]) => [path, markKept(file, stored)]));
  const found = [...stored].filter(([name]) => named.includes(name) || name === defaultName);
  const addressed = new Map(found.map(([name, medium]) => [`/media/${name}`, medium]));
  const address = findRemoteImageAddress(bytes);
  const remote = address === undefined ? undefined : await ports.measureRemote(address);
  const reading = readArticle(
    {
      ...source,
      bytes,
      ...splitFiles(new Map([...addressed, ...files])),
      links: createLinkTable(source.links),
      cover: source.media.cover,
      defaultImage: defaultName === undefined ? undefined : splitFiles(stored).media.get(defaultName),
      remoteImage: remote?.ok ? remote.value : undefined,
      remoteProblem: remote === undefined || remote.ok ? undefined : remote.problem,
    },
    profile,
  );
  // The profile's default image is public while the profile is, whatever becomes of an article.
  const published = [...stored].filter(([name]) => name !== defaultName);
  const all = {
    cover: source.media.cover,
    files: new Map([...source.media.files, ...published.map(([name, medium]) => [`/media/${name}`, medium] as const)]),
  };
  const uses = reading.article === undefined ? all : pickShownMedia(reading.article, all);
  const givenId = reading.article?.givenId;
  const iri = givenId === undefined ? undefined : await findIri(givenId);
  return { ...reading, media: uses, iri };
}

function listOriginals({ files }: ArticleMedia): string[] {
  return [...files.values()].flatMap((file) => (isMedium(file) && file.sizes !== undefined ? file.sizes.original : []));
}

/** A picture whose original is stored: its page links to that. */
function markKept(file: StoredFile, stored: ReadonlyMap<string, StoredFile>): StoredFile {
  if (!isMedium(file) || file.sizes === undefined) return file;
  const { isOriginalKept: _, ...sizes } = file.sizes;
  const isKept = sizes.original !== file.name && stored.has(sizes.original);
  return { ...file, sizes: isKept ? { ...sizes, isOriginalKept: true } : sizes } as StoredFile;
}

/** Reads a stored article again, from the source it was last published from, at the address that it has. */
export function readStored(
  { record, source, media, links }: StoredArticle,
  profile: SiteProfile,
  ports: MediaPorts,
): Promise<ReadingWithMedia> {
  const bytes = new TextEncoder().encode(source);
  const { key, kind } = record;
  const slug = slugOf(record);
  return readWithMedia(
    {
      key,
      kind,
      bytes,
      media,
      links,
      existingSlug: slug,
      assignedSlug: slug,
      remoteRecordings: listRemoteRecordings(record),
    },
    profile,
    ports,
  );
}

/** Recordings elsewhere are measured once, by the publisher: the record keeps what was found. */
export function listRemoteRecordings(record: ArticleRecord | undefined): Map<string, RemoteRecording> {
  const remote = (record?.facets.recordings ?? []).filter(({ url }) => !url.startsWith(PUBLIC_URL_MARK));
  return new Map(
    remote.flatMap(({ url, sizeBytes, ...rest }) => (sizeBytes === undefined ? [] : [[url, { ...rest, sizeBytes }]])),
  );
}

/** A picture that was cleaned of its metadata has another name now; the file may still say the former one. */
function renameMedia(bytes: Uint8Array, written: string, stored: ReadonlyMap<string, StoredFile>): Uint8Array {
  const renamed = [...stored].filter(([name, medium]) => name !== medium.name);
  if (renamed.length === 0) return bytes;
  return new TextEncoder().encode(
    renamed.reduce((text, [name, medium]) => text.replaceAll(name, medium.name), written),
  );
}
