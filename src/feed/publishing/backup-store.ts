import type { StoredFile } from "../../article/article.ts";

/** The values of SQLite that the schema uses. */
export type BackupRow = Readonly<Record<string, string | number | null>>;

export interface BackupTable {
  readonly name: string;
  /** The columns of the primary key. */
  readonly key: readonly string[];
  /** Callbacks and secrets of subscribers. */
  readonly isPrivate: boolean;
}

export type RestoreProblem =
  | { readonly reason: "store-not-empty" }
  | { readonly reason: "table-unknown"; readonly table: string }
  | { readonly reason: "column-unknown"; readonly table: string; readonly column: string };

/** The store as a backup and a restore use it: whole rows, whatever they mean. */
export interface BackupStore {
  /** In an order in which no row refers to a later one; `site`, which makes the publication visible, is last. */
  listTables(): Promise<readonly BackupTable[]>;
  /** The last revision: unchanged while a backup is read, nothing was published meanwhile. */
  readRevision(): Promise<number>;
  /** In the order of the key; undefined: there is no such table. */
  listRows(
    table: string,
    after: readonly (string | number)[],
    limit: number,
  ): Promise<readonly BackupRow[] | undefined>;
  /** Adds rows that are missing, in a store without a profile alone. Undefined: done. */
  restoreRows(table: string, rows: readonly BackupRow[]): Promise<RestoreProblem | undefined>;
  /** Undefined where there is no such object. */
  readObject(name: string): Promise<{ readonly body: ReadableStream; readonly mediaType: string } | undefined>;
  hasObject(name: string): Promise<boolean>;
  restoreObject(file: Pick<StoredFile, "name" | "mediaType">, bytes: Uint8Array): Promise<RestoreProblem | undefined>;
}
