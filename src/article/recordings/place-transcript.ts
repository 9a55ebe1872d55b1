import type { TranscriptField } from "../front-matter/podcast/read-transcript-field.ts";
import type { Transcript } from "./recording.ts";

/** Media types of transcripts by the endings of their names (podcast namespace, `transcript`). */
const TRANSCRIPT_TYPES: Readonly<Record<string, string>> = {
  vtt: "text/vtt",
  srt: "application/x-subrip",
  json: "application/json",
  html: "text/html",
  htm: "text/html",
  txt: "text/plain",
};

/**
 * A transcript that the front matter names, with the address of its file, or why there is none. `find` gives the address of a file
 * beside the article, and of an address that address.
 */
export function placeTranscript(
  { src, type, language, isCaptions }: TranscriptField,
  find: (src: string) => string | undefined,
): Transcript | string {
  const ending = /\.([a-z]+)(?:[?#].*)?$/i.exec(src)?.[1]?.toLowerCase() ?? "";
  const mediaType = type ?? TRANSCRIPT_TYPES[ending];
  const url = find(src);
  if (url !== undefined && mediaType !== undefined) {
    return { url, mediaType, ...(language && { language }), ...(isCaptions && { isCaptions }) };
  }
  const why =
    url === undefined
      ? "which is neither a file beside the article nor an address"
      : "whose kind cannot be told; write transcript: {src: …, type: text/vtt}";
  return `The transcript must be a file in VTT, SRT or JSON, or an address, found "${src.slice(0, 80)}", ${why}`;
}
