import { dropIdleUploads, type UploadPorts } from "../receive-upload.ts";
import { type CleaningPorts, cleanMedia } from "./clean-media.ts";
import { collectUnused, compareBucket } from "./collect-media.ts";

type TendingPorts = CleaningPorts & UploadPorts;

const chores: readonly ((ports: TendingPorts) => Promise<void>)[] = [
  cleanMedia,
  collectUnused,
  compareBucket,
  dropIdleUploads,
];

/** A run of the cron for media. A chore that fails keeps none of the others from being done. */
export async function tendMedia(ports: TendingPorts): Promise<void> {
  const failures: unknown[] = [];
  for (const chore of chores) await chore(ports).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `Cannot tend media: ${failures.join("; ")}`);
}
