import { formatAddress } from "../../lib/addresses.ts";
import type { Finding, FindingReason } from "../../lib/finding.ts";
import { type Medium, PUBLIC_URL_MARK, type StoredFile } from "../article.ts";
import type { EpisodeFields } from "../front-matter/podcast/read-episode-fields.ts";
import { isWebAddress } from "../front-matter/yaml-schema.ts";
import { findArtworkAt, findMediumAt } from "../images/media-path.ts";
import { ARTWORK_WANTED, findArtworkMisfit } from "../profile/podcast/read-podcast.ts";
import { keepChapters, placeImage } from "../recordings/keep-chapters.ts";
import { placeTranscript } from "../recordings/place-transcript.ts";
import type { Episode } from "./episode.ts";

/** The files that an episode may name. */
export interface EpisodeFiles {
  readonly media: ReadonlyMap<string, Medium>;
  readonly attachments?: ReadonlyMap<string, StoredFile> | undefined;
}

interface EpisodeContext extends EpisodeFiles {
  /** Of the recording; undefined where it was not measured. */
  readonly durationSeconds: number | undefined;
  readonly lineOf: (field: "episodeImage" | "chapters") => number | undefined;
}

/** An episode without what cannot be published of it, and a finding for each of these. */
export function composeEpisode(fields: EpisodeFields | undefined, context: EpisodeContext) {
  const findings: Finding[] = [];
  const warn = (reason: FindingReason, line: number | undefined, message: string) => {
    findings.push({ severity: "warning", reason, line, message });
  };
  const { chapters, transcripts = [], image, isBlocked, ...plain } = fields ?? {};
  const { kept, findings: late } = keepChapters(typeof chapters === "object" ? chapters : [], context.durationSeconds);
  findings.push(...late);
  const listed = kept.map((chapter) => placeImage(chapter, (src) => placeFile(src, context.media)));
  const placed = transcripts.flatMap((field) => {
    const transcript = placeTranscript(field, (src) => placeFile(src, context.attachments));
    if (typeof transcript !== "string") return [transcript];
    warn("file-missing", field.line, transcript);
    return [];
  });
  const episode: Episode = omitAbsent({
    ...plain,
    isBlocked: isBlocked ? true : undefined,
    image: image === undefined ? undefined : placeArtwork(image, context, warn),
    transcripts: placed.length > 0 ? placed : undefined,
    chapters: listed.length > 0 ? listed : undefined,
    chaptersUrl: typeof chapters === "string" ? placeChapters(chapters, context, warn) : undefined,
  });
  return { part: Object.keys(episode).length > 0 ? { episode } : {}, findings };
}

/** It is stored as JSON and compared: what is not given has no member. */
function omitAbsent(episode: Episode): Episode {
  return Object.fromEntries(Object.entries(episode).filter(([, value]) => value !== undefined));
}

type Warn = (reason: FindingReason, line: number | undefined, message: string) => void;

/** Only the artwork that directories take: another is a picture of the article, and no artwork. */
function placeArtwork(src: string, { media, lineOf }: EpisodeContext, warn: Warn): string | undefined {
  if (isWebAddress(src)) return formatAddress(new URL(src));
  const medium = findArtworkAt(media, src);
  const fault = medium === undefined ? "which is no picture beside the article" : findArtworkMisfit(medium);
  if (medium !== undefined && fault === undefined) return addressOf(medium);
  const message = `The episode's image must be ${ARTWORK_WANTED}, found "${src}", ${fault}; the episode is published without it`;
  warn("podcast-artwork", lineOf("episodeImage"), message);
  return undefined;
}

function placeChapters(src: string, { attachments, lineOf }: EpisodeContext, warn: Warn): string | undefined {
  const url = placeFile(src, attachments);
  if (url !== undefined) return url;
  const wanted = 'lines such as "00:12:30 The harbour", a JSON file beside the article, or an address';
  warn("file-missing", lineOf("chapters"), `"chapters" must be ${wanted}, found "${src}"`);
  return undefined;
}

function placeFile(src: string, files: ReadonlyMap<string, StoredFile> | undefined): string | undefined {
  if (isWebAddress(src)) return formatAddress(new URL(src));
  const file = files && findMediumAt(files, src);
  return file && addressOf(file);
}

function addressOf({ name }: StoredFile): string {
  return `${PUBLIC_URL_MARK}/media/${name}`;
}
