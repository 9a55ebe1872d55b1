import type { ByteRange } from "./byte-ranges.ts";

// Downloads of recordings: the message from an isolate of the readers' worker, and its form without agent strings.

/** Where the publishers' worker takes downloads. No request from outside gets there: only `/api/` and `/dashboard` are passed on. */
export const DOWNLOADS_PATH = "/audience/downloads";

/** The bytes of one recording that one client has asked for. */
export interface DownloadPart {
  /** The file's name below /media/. */
  readonly recording: string;
  /** As the client sent it. Matched with the table of agents, then dropped: never stored. */
  readonly agent: string;
  /** Of client, program and recording under the day's key (`markDownload`). */
  readonly mark: number;
  readonly ranges: readonly ByteRange[];
}

/** Parts of one day (UTC, in days since 1970). A part that comes twice changes nothing, so flushes have no numbers. */
export interface DownloadFlush {
  readonly day: number;
  readonly parts: readonly DownloadPart[];
}

/** A part as the object takes it in. */
export interface CountedPart {
  /** The id of the article that the recording belongs to. */
  readonly article: string;
  readonly mark: number;
  readonly ranges: readonly ByteRange[];
  /** From so many different bytes on, the client has downloaded the recording. */
  readonly enoughBytes: number;
  /** A bot, a link preview, a monitor or a script: counted apart. */
  readonly isBot: boolean;
}

export interface CountedDownloads {
  readonly day: number;
  readonly parts: readonly CountedPart[];
}

/** How often the recordings of an article were downloaded on a day. */
export interface ArticleDownloads {
  readonly article: string;
  readonly day: number;
  readonly downloads: number;
  readonly bots: number;
}
