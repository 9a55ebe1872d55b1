import { FOLD_VERSION } from "./fold.ts";
import { type Progress, type SearchIndex, type SearchSource, WALK_START } from "./search-index.ts";

/**
 * Brings the index nearer to the store by at most so many steps, and says whether it is there. Changes of the log go first: an article
 * that was taken back leaves the index before older ones enter it.
 */
export async function followLog(index: SearchIndex, source: SearchSource, steps: number): Promise<boolean> {
  const log = await source.readLog();
  let progress = beginAnew(index, log) ?? index.readProgress();
  for (let step = 0; step < steps && progress !== undefined; step += 1) {
    if (progress.revision >= log.revision && progress.walk === undefined) return true;
    progress =
      progress.revision < log.revision
        ? await takeChanges(index, source, progress)
        : await walk(index, source, progress);
  }
  return progress !== undefined && progress.revision >= log.revision && progress.walk === undefined;
}

/** Clears an index of another database, of a log that has gone back, or of another {@link FOLD_VERSION}. */
function beginAnew(index: SearchIndex, log: { databaseId: string; revision: number }): Progress | undefined {
  const known = index.readProgress();
  const isOurs = known?.databaseId === log.databaseId && known.foldVersion === FOLD_VERSION;
  if (isOurs && known.revision <= log.revision) return undefined;
  const progress = { ...log, foldVersion: FOLD_VERSION, walk: WALK_START };
  index.clear(progress);
  return progress;
}

async function takeChanges(index: SearchIndex, source: SearchSource, progress: Progress): Promise<Progress> {
  const { articles, revision } = await source.listChanged(progress.revision);
  const next = { ...progress, revision };
  index.save(articles, next);
  return next;
}

async function walk(index: SearchIndex, source: SearchSource, progress: Progress): Promise<Progress> {
  const articles = await source.listOlder(progress.walk ?? WALK_START);
  const last = articles.at(-1);
  const next = { ...progress, walk: last && { publishedAt: last.publishedAt, place: last.place } };
  index.save(articles, next);
  return next;
}
