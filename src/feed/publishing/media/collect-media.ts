import { DAY_MS } from "../../../lib/dates.ts";
import { MEDIA_GRACE_MS } from "./media-state.ts";
import type { MediaStore } from "./media-store.ts";

export interface CollectPorts {
  readonly media: MediaStore;
  readonly now: number;
}

const MAX_COLLECTED = 50;
const PAGE = 500;
/** Names that publishing gives. Anything else in the bucket belongs to someone else. */
const MEDIA_NAME = /^[0-9a-f]{32}\.[a-z\d]{1,8}$/;

/** Deletes what nothing has used for a week, so many at a time. */
export async function collectUnused({ media, now }: CollectPorts): Promise<void> {
  const names = await media.forgetUnused(now - MEDIA_GRACE_MS, now, MAX_COLLECTED);
  await media.deleteObjects(names, now);
}

/**
 * Compares one page of the bucket with the table of media, and the whole once a day: an object that is missing is marked, so that
 * the next publish brings it; one without a row, left by a publish that was refused, is deleted after a week.
 */
export async function compareBucket({ media, now }: CollectPorts): Promise<void> {
  const { after, finishedAt } = await media.readWalk();
  if (after === "" && now < finishedAt + DAY_MS) return;
  // Rows first: bytes are stored before their row, so an object that a row of this list lacks is lost.
  const rows = await media.listRows(after, PAGE);
  const { objects, isLast } = await media.listObjects(after, PAGE);
  const lastRow = rows.length === PAGE ? rows.at(-1)?.name : undefined;
  const lastObject = isLast ? undefined : objects.at(-1)?.name;
  const end = [lastRow, lastObject].filter((name) => name !== undefined).sort()[0];
  const isHere = ({ name }: { readonly name: string }) => end === undefined || name <= end;
  const present = new Set(objects.map(({ name }) => name));
  const expected = new Map(rows.map((row) => [row.name, row]));
  const lost = rows.filter((row) => isHere(row) && !row.isRetired && !present.has(row.name));
  const stray = objects.filter(({ name, uploadedAt }) => {
    const row = expected.get(name);
    return row === undefined ? MEDIA_NAME.test(name) && uploadedAt <= now - MEDIA_GRACE_MS : row.isRetired;
  });
  const names = ({ name }: { readonly name: string }) => name;
  await media.markLost(lost.map(names), now);
  await media.deleteObjects(stray.filter(isHere).map(names), now);
  await media.saveWalk({ after: end ?? "", finishedAt: end === undefined ? now : finishedAt });
}
