import type { StoredFile } from "../../../article/article.ts";

/** A medium as its publisher is told of it. Times are milliseconds since the epoch. */
export interface MediaLine {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly kept: boolean;
  readonly unusedSince: number | undefined;
  readonly lostAt: number | undefined;
  /** The metadata could not be taken out: it is not served. */
  readonly isWithheld: boolean;
}

export const MAX_USERS = 20;

/** Who uses a medium, the first {@link MAX_USERS} by their keys. */
export interface MediumUsers {
  readonly articles: readonly string[];
  readonly isInProfile: boolean;
}

/** How far the comparison of bucket and table has come. */
export interface MediaWalk {
  readonly after: string;
  readonly finishedAt: number;
}

export interface MediaRow {
  readonly name: string;
  /** Its object was deleted, since a picture without metadata took its place. */
  readonly isRetired: boolean;
}

export interface BucketPage {
  readonly objects: readonly { readonly name: string; readonly uploadedAt: number }[];
  readonly isLast: boolean;
}

/** The store as the lifecycle of media uses it, in addition to publishing. */
export interface MediaStore {
  listMedia(after: string, which: "all" | "unused", limit: number): Promise<readonly MediaLine[]>;
  keepMedium(name: string): Promise<void>;
  findUsers(name: string): Promise<MediumUsers>;
  /** False where there is none, or something uses it. */
  removeMedium(name: string): Promise<boolean>;
  /** Forgets media that nothing has used since `cutoff`; returns their names. Their objects are still there. */
  forgetUnused(cutoff: number, now: number, limit: number): Promise<readonly string[]>;
  /** Deletes objects; a medium that came back meanwhile counts as lost, so that it is put back. */
  deleteObjects(names: readonly string[], now: number): Promise<void>;
  markLost(names: readonly string[], now: number): Promise<void>;
  /** Those stored before metadata were taken out. */
  listUnclean(limit: number): Promise<readonly StoredFile[]>;
  readObject(name: string): Promise<Uint8Array | undefined>;
  markClean(name: string): Promise<void>;
  /** Serves a medium no more, whatever uses it. */
  withholdMedium(name: string): Promise<void>;
  /** Puts another in a medium's place. False, and nothing done, where something still uses it. */
  retireMedium(name: string, successor: string): Promise<boolean>;
  readWalk(): Promise<MediaWalk>;
  saveWalk(walk: MediaWalk): Promise<void>;
  listRows(after: string, limit: number): Promise<readonly MediaRow[]>;
  listObjects(after: string, limit: number): Promise<BucketPage>;
}
