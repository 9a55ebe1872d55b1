import type { StoredFile } from "../../article/article.ts";
import type { ByteRange } from "../../article/recordings/byte-search.ts";

/** A recording on its way into the bucket. */
export interface Upload {
  readonly file: StoredFile;
  /** Of each part but the last, which holds the rest. */
  readonly partBytes: number;
  /** The numbers of the parts that have come, from 1. */
  readonly received: readonly number[];
}

/** The store as uploads in parts use it. A part passes through as a stream: nothing here holds its bytes. */
export interface UploadStore {
  findUpload(name: string): Promise<Upload | undefined>;
  /** Whether the file is stored already; its measures are then replaced by those of `file`, if it has any. */
  hasFile(file: StoredFile): Promise<boolean>;
  /** The upload that another publisher has begun meanwhile, if one has. */
  begin(file: StoredFile, partBytes: number, now: number): Promise<Upload>;
  /** False: the bucket no longer knows the upload, and its row was deleted. */
  savePart(name: string, number: number, body: ReadableStream, lengthBytes: number, now: number): Promise<boolean>;
  /** Joins the parts into the object. False as of `savePart`. */
  join(name: string): Promise<boolean>;
  /** Bytes of a joined object. */
  readRange(name: string, range: ByteRange): Promise<Uint8Array>;
  /** Makes a joined object a medium, and forgets the upload. */
  finish(file: StoredFile, now: number): Promise<void>;
  /** Forgets an upload whose object stays. */
  forget(name: string): Promise<void>;
  /** Drops an upload with its parts, or the object that was made of them. */
  drop(name: string): Promise<void>;
  listIdle(cutoff: number, limit: number): Promise<readonly string[]>;
}
