import { isMedium, type Medium, type StoredFile } from "../../../article/article.ts";
import { hashContent } from "../../../article/content-hash.ts";
import { identifyMedium } from "../../../article/images/measure-image.ts";
import { isPublishedAddress } from "../../../article/images/media-path.ts";
import type { SiteProfile } from "../../../article/profile/site-profile.ts";
import { sha256Hex } from "../../../lib/digest.ts";
import { listDeclaredFeeds } from "../memberships.ts";
import type { StoredArticle } from "../publication-store.ts";
import type { PublishingPorts } from "../publishing-ports.ts";
import { type ArticleMedia, describeContent } from "./article-media.ts";
import { listProfileMedia, renameMedium } from "./media-state.ts";
import type { MediaStore } from "./media-store.ts";

export interface CleaningPorts extends PublishingPorts {
  readonly media: MediaStore;
}

/** Each takes about ten questions to database and bucket; Cloudflare's free plan allows 50 in a run. */
const MAX_MEDIA = 3;
const MAX_ARTICLES = 5;
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Rewrites media that were stored with metadata, a few in one run: the same picture under the name of its clean bytes, then
 * everything that names it, then the old one goes. Each step can be done again, so a run that is cut off loses nothing.
 */
export async function cleanMedia(ports: CleaningPorts): Promise<void> {
  // An article can show the profile's default image: articles follow a changed profile before the old image goes.
  if ((await ports.store.readSite()).recomputedKey !== undefined) return;
  let bytes = 0;
  for (const medium of await ports.media.listUnclean(MAX_MEDIA)) {
    bytes += medium.sizeBytes;
    await cleanMedium(medium, ports);
    if (bytes > MAX_BYTES) return;
  }
}

/** Until the last step readers are shown the old one. */
async function cleanMedium(file: StoredFile, ports: CleaningPorts): Promise<void> {
  const { media, store, now } = ports;
  const { name } = file;
  // Metadata are taken out of images alone: other files are published byte for byte.
  if (!isMedium(file)) return media.markClean(name);
  const bytes = await media.readObject(name);
  // Without metadata that could leak. When its article is published again, the image gets its clean name.
  if (bytes === undefined) {
    await media.markLost([name], now);
    return media.markClean(name);
  }
  const image = await identifyMedium(bytes);
  if (image.ok && image.value.medium.name === name) return media.markClean(name);
  // An unreadable image cannot be guaranteed clean.
  if (!image.ok) return media.withholdMedium(name);
  const { medium, bytes: clean } = image.value;
  await store.saveMedia(medium, clean, now);
  if (!(await renameEverywhere(name, medium, ports))) return;
  if (await media.retireMedium(name, medium.name)) await media.deleteObjects([name], now);
}

/** False while articles, or the walk that brings them to the renamed profile, are left for another run. */
async function renameEverywhere(from: string, to: Medium, ports: CleaningPorts): Promise<boolean> {
  const { articles } = await ports.media.findUsers(from);
  for (const key of articles.slice(0, MAX_ARTICLES)) {
    const stored = await ports.store.findStored(key);
    if (stored !== undefined) await renameInArticle(stored, from, to, ports);
  }
  if (articles.length > MAX_ARTICLES) return false;
  const { profile, profileHash: formerHash, editionAt = 0 } = await ports.store.readSite();
  if (profile === undefined || !listProfileMedia(profile).includes(from)) return true;
  const renamed = JSON.parse(JSON.stringify(profile).replaceAll(from, to.name)) as SiteProfile;
  const profileHash = await sha256Hex(JSON.stringify(renamed));
  const declared = listDeclaredFeeds(renamed);
  const { now } = ports;
  await ports.store.saveProfile({
    profile: renamed,
    former: profile,
    profileHash,
    formerHash,
    editionAt,
    declared,
    successions: [],
    authority: undefined,
    now,
  });
  return false;
}

/** A minor edit: the picture is the same. Where another writer came first, the next run tries again. */
async function renameInArticle(stored: StoredArticle, from: string, to: Medium, { store, now }: CleaningPorts) {
  const { cover, files } = stored.media;
  const media = {
    cover: cover?.name === from ? to : cover,
    files: new Map([...files].map(([path, file]) => [path, file.name === from ? to : file])),
  };
  const { record, source, feeds, links, editionAt } = stored;
  const renamed = record.state === "retracted" ? record : renameMedium(record, from, to);
  await store.saveArticle({
    record: { ...renamed, changedAt: now },
    logKind: record.state === "published" ? "minor" : undefined,
    contentHash: await renameInHash(stored, media),
    editionAt,
    source,
    profileHash: undefined,
    media,
    links,
    feeds: feeds.map((name) => ({ name, title: name })),
    aliases: [],
    previous: stored,
  });
}

/** The hash that a publisher with the same files computes; the old one where a cover is part of it, whose key is not stored. */
async function renameInHash(stored: StoredArticle, media: ArticleMedia): Promise<string> {
  const { record, source, contentHash, links } = stored;
  const hash = ({ files }: ArticleMedia) => {
    const sent = new Map([...files].filter(([path]) => !isPublishedAddress(path)));
    return hashContent({
      kind: record.kind,
      body: new TextEncoder().encode(source),
      ...describeContent(sent),
      coverKey: undefined,
      links,
    });
  };
  return (await hash(stored.media)) === contentHash ? hash(media) : contentHash;
}
