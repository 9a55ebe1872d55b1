import { type ManifestLine, nameOf } from "../api-client.ts";
import type { PreparedArticle } from "../prepared-article.ts";

/** An article whose stored edition the folder does not have. */
export interface Pull {
  readonly line: ManifestLine;
  /** Its file here; undefined: there is none. */
  readonly path: string | undefined;
  /** The file is not the one that the tool's edition began with: it stays as it is. */
  readonly isConflict: boolean;
}

/** Retracted articles stay where they are: the folder needs no file of them. */
export function planPulls(stored: readonly ManifestLine[], articles: readonly PreparedArticle[]): Pull[] {
  const files = new Map(articles.map((prepared) => [nameOf(prepared.file.key), prepared]));
  return stored.flatMap((line) => {
    if (!isUnpulled(line) || line.state === "retracted") return [];
    const own = files.get(nameOf(line.key));
    const isConflict = own !== undefined && own.contentHash !== line.baseHash && own.contentHash !== line.contentHash;
    return [{ line, path: own?.file.path, isConflict }];
  });
}

/** Whether a writing tool wrote the stored edition, and the folder does not have it. */
export function isUnpulled({ tool }: ManifestLine): boolean {
  return typeof tool === "string";
}

/** A file that is what the tool's edition began with: there is nothing to send, and something to pull. */
export function isOutdated({ contentHash }: PreparedArticle, line: ManifestLine | undefined): boolean {
  return line !== undefined && isUnpulled(line) && contentHash === line.baseHash;
}
