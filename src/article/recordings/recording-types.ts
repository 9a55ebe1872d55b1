import { startsWith } from "../../lib/bytes.ts";

/** Kinds of recordings by the extension of their stored name. */
interface RecordingType {
  readonly mediaType: string;
  readonly isTypeOf: (start: Uint8Array) => boolean;
}

/** mp4, m4a, mov: boxes (ISO/IEC 14496-12). */
export const isIsoMedia = (start: Uint8Array) =>
  ["ftyp", "moov", "mdat", "wide", "free", "skip"].some((box) => startsWith(start, 4, box));
export const isOgg = (start: Uint8Array) => startsWith(start, 0, "OggS");
/** A frame of MPEG audio or ADTS: eleven bits of sync. */
const isFrame = (start: Uint8Array) => start[0] === 0xff && ((start[1] ?? 0) & 0xe0) === 0xe0;
const isMpeg = (start: Uint8Array) => startsWith(start, 0, "ID3") || isFrame(start.subarray(firstOther(start, 0)));

/** Apple takes `audio/x-m4a` and `video/x-m4v` alone for these two (Podcasts for Creators, "RSS feed requirements"). */
const RECORDING_TYPES: Readonly<Record<string, RecordingType>> = {
  mp3: { mediaType: "audio/mpeg", isTypeOf: isMpeg },
  m4a: { mediaType: "audio/x-m4a", isTypeOf: isIsoMedia },
  m4b: { mediaType: "audio/x-m4a", isTypeOf: isIsoMedia },
  aac: { mediaType: "audio/aac", isTypeOf: isMpeg },
  ogg: { mediaType: "audio/ogg", isTypeOf: isOgg },
  oga: { mediaType: "audio/ogg", isTypeOf: isOgg },
  opus: { mediaType: "audio/ogg", isTypeOf: isOgg },
  wav: { mediaType: "audio/wav", isTypeOf: (start) => startsWith(start, 0, "RIFF") || startsWith(start, 0, "RF64") },
  flac: { mediaType: "audio/flac", isTypeOf: (start) => startsWith(start, 0, "fLaC") || startsWith(start, 0, "ID3") },
  mp4: { mediaType: "video/mp4", isTypeOf: isIsoMedia },
  m4v: { mediaType: "video/x-m4v", isTypeOf: isIsoMedia },
  mov: { mediaType: "video/quicktime", isTypeOf: isIsoMedia },
  webm: { mediaType: "video/webm", isTypeOf: (start) => startsWith(start, 0, "\x1aE\xdf\xa3") },
  ogv: { mediaType: "video/ogg", isTypeOf: isOgg },
};

/** Extensions, without a dot. */
export const RECORDING_ENDINGS: readonly string[] = Object.keys(RECORDING_TYPES);

/** How much of a file tells its type. */
export const START_BYTES = 4096;

/** Whether a file begins as files of its extension do; false for extensions that are no recording's. */
export function isRecordingStart(extension: string, start: Uint8Array): boolean {
  return findRecordingType(extension)?.isTypeOf(start) ?? false;
}

export function findRecordingType(extension: string): RecordingType | undefined {
  return Object.hasOwn(RECORDING_TYPES, extension) ? RECORDING_TYPES[extension] : undefined;
}

/** Some encoders fill up with zeros before the first frame. */
function firstOther(bytes: Uint8Array, filler: number): number {
  const at = bytes.findIndex((byte) => byte !== filler);
  return at === -1 ? bytes.length : at;
}
