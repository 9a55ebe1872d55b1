import { formatAddress } from "../../lib/addresses.ts";
import type { Finding, FindingReason } from "../../lib/finding.ts";
import { type Medium, PUBLIC_URL_MARK, type StoredFile } from "../article.ts";
import type { ChapterField } from "../front-matter/podcast/read-chapter-field.ts";
import type { EpisodeFields } from "../front-matter/podcast/read-episode-fields.ts";
import type { TranscriptField } from "../front-matter/podcast/read-transcript-field.ts";
import { isWebAddress } from "../front-matter/yaml-schema.ts";
import { findMediumAt } from "../images/media-path.ts";
import { ARTWORK_WANTED, findArtworkMisfit } from "../profile/podcast/read-podcast.ts";
import type { Chapter, Transcript } from "../recordings/recording.ts";
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
  const listed = typeof chapters === "object" ? keepChapters(chapters, context, warn) : [];
  const placed = transcripts.flatMap((field) => placeTranscript(field, context, warn) ?? []);
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
  const medium = findMediumAt(media, src);
  const fault = medium === undefined ? "which is no picture beside the article" : findArtworkMisfit(medium);
  if (medium !== undefined && fault === undefined) return addressOf(medium);
  const message = `The episode's image must be ${ARTWORK_WANTED}, found "${src}", ${fault}; the episode is published without it`;
  warn("podcast-artwork", lineOf("episodeImage"), message);
  return undefined;
}

/** Media types of transcripts by the endings of their names (podcast namespace, `transcript`). */
const TRANSCRIPT_TYPES: Readonly<Record<string, string>> = {
  vtt: "text/vtt",
  srt: "application/x-subrip",
  json: "application/json",
  html: "text/html",
  htm: "text/html",
  txt: "text/plain",
};

function placeTranscript(field: TranscriptField, { attachments }: EpisodeContext, warn: Warn): Transcript | undefined {
  const { src, line, language, isCaptions } = field;
  const ending = /\.([a-z]+)(?:[?#].*)?$/i.exec(src)?.[1]?.toLowerCase() ?? "";
  const mediaType = field.type ?? TRANSCRIPT_TYPES[ending];
  const url = placeFile(src, attachments);
  const rest = { ...(language && { language }), ...(isCaptions && { isCaptions }) };
  if (url !== undefined && mediaType !== undefined) return { url, mediaType, ...rest };
  const why =
    url === undefined
      ? "which is neither a file beside the article nor an address"
      : "whose kind cannot be told; write transcript: {src: …, type: text/vtt}";
  warn(
    "file-missing",
    line,
    `The transcript must be a file in VTT, SRT or JSON, or an address, found "${src}", ${why}`,
  );
  return undefined;
}

function placeChapters(src: string, { attachments, lineOf }: EpisodeContext, warn: Warn): string | undefined {
  const url = placeFile(src, attachments);
  if (url !== undefined) return url;
  const wanted = 'lines such as "00:12:30 The harbour", a JSON file beside the article, or an address';
  warn("file-missing", lineOf("chapters"), `"chapters" must be ${wanted}, found "${src}"`);
  return undefined;
}

/** A player would jump beyond the end. */
function keepChapters(
  fields: readonly ChapterField[],
  { media, durationSeconds = Number.POSITIVE_INFINITY }: EpisodeContext,
  warn: Warn,
): Chapter[] {
  return fields.flatMap(({ line, image, ...chapter }) => {
    if (chapter.startSeconds >= durationSeconds) {
      const message = `The chapter "${chapter.title}" must begin before the recording ends at ${durationSeconds} seconds, found ${chapter.startSeconds}; it is left out`;
      warn("podcast-chapter", line, message);
      return [];
    }
    const medium = image === undefined || isWebAddress(image) ? undefined : findMediumAt(media, image);
    const picture = medium === undefined ? image : addressOf(medium);
    const isShown = picture !== undefined && (medium !== undefined || isWebAddress(picture));
    return [{ ...chapter, ...(isShown && { image: picture }) }];
  });
}

function placeFile(src: string, attachments: EpisodeFiles["attachments"]): string | undefined {
  if (isWebAddress(src)) return formatAddress(new URL(src));
  const file = attachments && findMediumAt(attachments, src);
  return file && addressOf(file);
}

function addressOf({ name }: StoredFile): string {
  return `${PUBLIC_URL_MARK}/media/${name}`;
}
