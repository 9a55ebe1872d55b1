import type { Root } from "hast";
import { formatAddress } from "../../lib/addresses.ts";
import type { Finding, FindingReason } from "../../lib/finding.ts";
import { PUBLIC_URL_MARK, type StoredFile } from "../article.ts";
import type { ChapterField } from "../front-matter/podcast/read-chapter-field.ts";
import type { TranscriptField } from "../front-matter/podcast/read-transcript-field.ts";
import type { RecordingField } from "../front-matter/read-recordings-field.ts";
import { isWebAddress } from "../front-matter/yaml-schema.ts";
import { findMedium, findMediumAt, normaliseMediaPath } from "../images/media-path.ts";
import { keepChapters, placeImage } from "./keep-chapters.ts";
import { listPlayers, type NamedRecording } from "./list-players.ts";
import { placeTranscript } from "./place-transcript.ts";
import type { Chapter, Recording, RecordingMeasures, Transcript } from "./recording.ts";
import { findRecordingType } from "./recording-types.ts";

/** A recording elsewhere, as it was measured by a few of its bytes; a finding where it cannot be used. */
export type RemoteRecording = RecordingMeasures & {
  readonly mediaType?: string | undefined;
  readonly sizeBytes: number;
};

export interface RecordingFiles {
  readonly media: ReadonlyMap<string, StoredFile>;
  readonly attachments?: ReadonlyMap<string, StoredFile> | undefined;
  /** The files of players in the text, by their resolved addresses. */
  readonly played?: ReadonlyMap<string, StoredFile> | undefined;
  /** True: recordings elsewhere are measured before the article is sent, and nothing is said of them yet. */
  readonly isMeasuredLater?: boolean | undefined;
  /** By address. */
  readonly remoteRecordings?: ReadonlyMap<string, RemoteRecording | Finding> | undefined;
}

export interface FoundRecordings {
  readonly recordings: readonly Recording[];
  /** Files that only the front matter names. */
  readonly mediaNames: readonly string[];
  readonly findings: readonly Finding[];
  /** Addresses of recordings elsewhere whose size or duration is not known. */
  readonly unmeasured: readonly string[];
}

interface State {
  readonly files: RecordingFiles;
  readonly mediaNames: Set<string>;
  readonly findings: Finding[];
  readonly unmeasured: Set<string>;
}

/**
 * The sound and film of an article: what the front matter names, then the players of the text, whose addresses are resolved. A
 * recording without a type and a length is left out, with a finding: an enclosure needs both (RSS 2.0), and neither is guessed.
 */
export function findRecordings(
  fields: readonly RecordingField[],
  lineOfField: (field: "audio" | "video") => number | undefined,
  tree: Root,
  files: RecordingFiles,
): FoundRecordings {
  const state: State = { files, mediaNames: new Set(), findings: [], unmeasured: new Set() };
  const given = fields.map((field): NamedRecording => ({ ...field, line: lineOfField(field.field), tracks: [] }));
  const found = new Map<string, Recording>();
  for (const named of [...given, ...listPlayers(tree)]) {
    const recording = readRecording(named, state);
    const known = recording && found.get(recording.url);
    if (recording !== undefined) found.set(recording.url, known === undefined ? recording : join(known, recording));
  }
  const { mediaNames, findings, unmeasured } = state;
  return { recordings: [...found.values()], mediaNames: [...mediaNames], findings, unmeasured: [...unmeasured] };
}

/** The front matter's values before those of the player that shows the same file. */
function join(given: Recording, shown: Recording): Recording {
  const transcripts = [...(given.transcripts ?? []), ...(shown.transcripts ?? [])];
  const poster = given.poster ?? shown.poster;
  return { ...given, ...(poster !== undefined && { poster }), ...(transcripts.length > 0 && { transcripts }) };
}

function readRecording(named: NamedRecording, state: State): Recording | undefined {
  return isWebAddress(named.src) ? readRemote(named, state) : readLocal(named, state);
}

function readLocal(named: NamedRecording, state: State): Recording | undefined {
  const { src, line } = named;
  const file = findFile(src, state);
  if (file === undefined) {
    // A player without its file was reported when its address was resolved.
    if (!src.startsWith(PUBLIC_URL_MARK))
      report(state, "file-missing", line, `Cannot find the file "${cut(src)}" beside the article`);
    return undefined;
  }
  const type = findRecordingType(file.name.split(".")[1] ?? "")?.mediaType;
  if (type === undefined) {
    return report(
      state,
      "recording-invalid",
      line,
      `"${cut(src)}" is no sound or film: wanted an .mp3, .m4a, .mp4 or another recording`,
    );
  }
  const { sizeBytes, measures } = file;
  return compose(named, use(file, state), { ...measures, mediaType: file.mediaType, sizeBytes }, state);
}

function findFile(src: string, { files }: State): StoredFile | undefined {
  const path = src.startsWith(PUBLIC_URL_MARK) ? src.slice(PUBLIC_URL_MARK.length) : src;
  const { attachments, played } = files;
  const known = played?.get(src);
  if (known !== undefined) return known;
  return attachments && (findMedium(attachments, normaliseMediaPath(path) ?? "") ?? findMediumAt(attachments, path));
}

function readRemote(named: NamedRecording, state: State): Recording | undefined {
  const { src, line } = named;
  const { remoteRecordings } = state.files;
  const url = formatAddress(new URL(src));
  const measured = remoteRecordings?.get(src) ?? remoteRecordings?.get(url);
  if (measured !== undefined && "severity" in measured) return report(state, measured.reason, line, measured.message);
  const mediaType = named.mediaType ?? measured?.mediaType ?? findRecordingType(endingOf(url))?.mediaType;
  const sizeBytes = named.sizeBytes ?? measured?.sizeBytes;
  const isWhole = sizeBytes !== undefined && named.durationSeconds !== undefined;
  if (measured === undefined && !isWhole) state.unmeasured.add(src);
  if (mediaType === undefined || sizeBytes === undefined) return leaveOut(named, mediaType, measured, state);
  return compose(named, url, { ...measured, mediaType, sizeBytes }, state);
}

function leaveOut(
  { src, line }: NamedRecording,
  mediaType: string | undefined,
  measured: RemoteRecording | undefined,
  state: State,
): undefined {
  if (measured === undefined && state.files.isMeasuredLater) return;
  const [lack, cure] =
    mediaType === undefined ? ["type", "type: audio/mpeg"] : ["length", "length: 31000000, its bytes"];
  const message = `The recording "${cut(src)}" has no known ${lack} and is left out; write ${cure}`;
  report(state, "recording-unmeasured", line, message);
}

type Described = RecordingMeasures & { readonly mediaType: string; readonly sizeBytes: number };

/** The author's values go before the measured ones. */
function compose(named: NamedRecording, url: string, measured: Described, state: State): Recording {
  const durationSeconds = named.durationSeconds ?? measured.durationSeconds;
  const title = named.title ?? measured.title;
  const poster = named.poster && placePoster(named.poster, named, state);
  const { kept, findings } = keepChapters<Chapter | ChapterField>(
    named.chapters ?? measured.chapters ?? [],
    durationSeconds,
  );
  const chapters = kept.map((chapter) =>
    "line" in chapter ? placeImage(chapter, (src) => place(src, state, findPicture)) : chapter,
  );
  state.findings.push(...findings.map((finding) => ({ ...finding, line: finding.line ?? named.line })));
  const transcripts = [...(named.transcripts ?? []).flatMap((field) => readTranscript(field, state)), ...named.tracks];
  const { mediaType, sizeBytes, bitrate, width, height } = measured;
  return {
    medium: mediaType.startsWith("audio/") ? "audio" : "video",
    url,
    mediaType,
    sizeBytes,
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(bitrate !== undefined && { bitrate }),
    ...(width !== undefined && height !== undefined && { width, height }),
    ...(title !== undefined && { title }),
    ...(poster && { poster }),
    ...(chapters.length > 0 && { chapters }),
    ...(transcripts.length > 0 && { transcripts }),
  };
}

/** Words that are timed are the player's captions, too. */
const TIMED = ["text/vtt", "application/x-subrip"];

function readTranscript(field: TranscriptField, state: State): Transcript[] {
  const transcript = placeTranscript(field, (src) => place(src, state, findFile));
  if (typeof transcript === "string") {
    report(state, "file-missing", field.line, transcript);
    return [];
  }
  return [{ ...transcript, ...(TIMED.includes(transcript.mediaType) && { isCaptions: true as const }) }];
}

function placePoster(path: string, { line }: NamedRecording, state: State): string | undefined {
  if (path.startsWith(PUBLIC_URL_MARK)) return path;
  const url = place(path, state, findPicture);
  return url ?? report(state, "file-missing", line, `Cannot find the file "${cut(path)}" beside the article`);
}

function place(
  src: string,
  state: State,
  find: (src: string, state: State) => StoredFile | undefined,
): string | undefined {
  if (isWebAddress(src)) return formatAddress(new URL(src));
  const file = find(src, state);
  return file && use(file, state);
}

function findPicture(src: string, { files }: State): StoredFile | undefined {
  return findMediumAt(files.media, src);
}

/** The address of a file that the article has then. */
function use({ name }: StoredFile, { mediaNames }: State): string {
  mediaNames.add(name);
  return `${PUBLIC_URL_MARK}/media/${name}`;
}

function report(state: State, reason: FindingReason, line: number | undefined, message: string): undefined {
  state.findings.push({ severity: "warning", reason, line, message });
}

function cut(text: string): string {
  return text.slice(0, 80);
}

function endingOf(address: string): string {
  return /\.([a-z\d]{1,8})$/i.exec(new URL(address).pathname)?.[1]?.toLowerCase() ?? "";
}
