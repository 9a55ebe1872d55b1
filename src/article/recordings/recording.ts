/**
 * A sound or a film of an article, as the store keeps it in `facets.recordings`. The first one is the article's enclosure
 * (`feed/recording-files.ts`), and what a podcast's episode is made of. Absent members are unknown: no value is guessed.
 */
export interface Recording {
  readonly medium: "audio" | "video";
  /** Absolute address, or `PUBLIC_URL_MARK` followed by `/media/<name>`. */
  readonly url: string;
  /** Of the bytes, in Apple's spelling where that differs from IANA's: `audio/mpeg`, `audio/x-m4a`, `video/mp4`. */
  readonly mediaType: string;
  readonly sizeBytes?: number | undefined;
  /** With a fraction: formats that want whole seconds round it. */
  readonly durationSeconds?: number | undefined;
  /** Bits per second, the mean of the whole file. */
  readonly bitrate?: number | undefined;
  /** In pixels; of a film. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Given by the author, else by the file; undefined: it is the article's. */
  readonly title?: string | undefined;
  /** The picture that a film shows before it is played, as `url`. */
  readonly poster?: string | undefined;
  /** In the order of their starts, each before the end. Absent rather than empty. */
  readonly chapters?: readonly Chapter[] | undefined;
  /** The front matter's, then the `<track>` elements of the text. Absent rather than empty. */
  readonly transcripts?: readonly Transcript[] | undefined;
}

export interface Chapter {
  readonly startSeconds: number;
  readonly title: string;
  /** Absolute addresses, or marked ones, as `url` of {@link Recording}. */
  readonly url?: string | undefined;
  readonly image?: string | undefined;
  /** The chapter shows its image or link while it plays, but is not listed (JSON Chapters 1.2, `toc`). */
  readonly isHidden?: true | undefined;
}

export interface Transcript {
  /** As `url` of {@link Recording}. */
  readonly url: string;
  /** `text/vtt`, `application/x-subrip`, `application/json`, `text/html`, `text/plain`; without parameters. */
  readonly mediaType: string;
  /** BCP 47; undefined: the article's. */
  readonly language?: string | undefined;
  /** Timed to the words, so that a player can show it. */
  readonly isCaptions?: true | undefined;
}

/** The measures of a file, made by the command and kept beside the stored file (`media.measures`). */
export type RecordingMeasures = Pick<Recording, "durationSeconds" | "bitrate" | "width" | "height" | "title"> & {
  /** Those of ID3 (CHAP) or MP4. */
  readonly chapters?: readonly Chapter[] | undefined;
};
