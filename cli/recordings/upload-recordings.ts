import { openAsBlob } from "node:fs";
import { type ApiAnswer, describeProblem } from "../api/answers.ts";
import type { ApiClient } from "../api-client.ts";
import { print } from "../output.ts";
import type { PreparedArticle } from "../prepared-article.ts";
import { createByteProgress } from "../progress.ts";
import type { LocalRecording } from "./local-recording.ts";

export type PartsClient = Pick<ApiClient, "beginUpload" | "putUploadPart" | "finishUpload">;

/** An upload that the bucket has forgotten is begun again so many times. */
const ATTEMPTS = 3;

/**
 * Sends the recordings that the store lacks, each once, in parts that are read from the disk as they are sent. A command that was
 * killed goes on where it stopped. The problem of each file that was refused, by its path.
 */
export async function uploadRecordings(
  articles: readonly PreparedArticle[],
  client: ApiClient,
): Promise<ReadonlyMap<string, string>> {
  const recordings = new Map<string, LocalRecording>();
  for (const { file } of articles) {
    for (const recording of file.attachments.recordings.values()) recordings.set(recording.place, recording);
  }
  const problems = new Map<string, string>();
  for (const recording of recordings.values()) {
    const problem = await uploadRecording(recording, client);
    if (problem !== undefined) problems.set(recording.place, problem);
  }
  return problems;
}

/** The problem, where the file was refused. */
export async function uploadRecording(recording: LocalRecording, client: PartsClient): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const refused = await tryToUpload(recording, client);
    if (refused === undefined) return undefined;
    if (refused.status !== 404 || attempt === ATTEMPTS) return describeProblem(refused);
  }
}

async function tryToUpload({ medium, place }: LocalRecording, client: PartsClient): Promise<ApiAnswer | undefined> {
  const begun = await client.beginUpload(medium);
  if (begun.status >= 400) return begun;
  if (begun.state === "stored") return undefined;
  const { partBytes = medium.sizeBytes, received = [] } = begun;
  const file = await openAsBlob(place);
  const count = Math.max(1, Math.ceil(medium.sizeBytes / partBytes));
  const progress = createByteProgress(place, medium.sizeBytes);
  try {
    for (let number = 1; number <= count; number += 1) {
      const end = Math.min(number * partBytes, medium.sizeBytes);
      const answer = received.includes(number)
        ? undefined
        : await client.putUploadPart(medium.name, number, file.slice((number - 1) * partBytes, end));
      if (answer !== undefined && answer.status >= 400) return answer;
      progress.reach(end);
    }
  } finally {
    progress.stop();
  }
  const finished = await client.finishUpload(medium.name);
  if (finished.status >= 400) return finished;
  print(`uploaded ${place} (${(medium.sizeBytes / 1e6).toFixed(1)} MB)`);
  return undefined;
}
