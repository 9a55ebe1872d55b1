import * as v from "valibot";
import type { StoredFile } from "../article/article.ts";
import type { RemoteRecording } from "../article/recordings/find-recordings.ts";
import type { PublicationStore } from "../feed/publishing/publication-store.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import type { ApiProblem } from "./problems.ts";
import { MEASURES } from "./uploads-api.ts";

const NAME = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}\.[a-z\d]{1,8}$/));
const STORED = v.record(v.string(), NAME);
const MEASURED = v.record(
  v.string(),
  v.object({
    ...MEASURES.entries,
    mediaType: v.optional(v.pipe(v.string(), v.regex(/^(?:audio|video)\/[\w.+-]+$/))),
    sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
);

export interface RecordingParts {
  /** Names of recordings that were uploaded before, by their paths. */
  readonly stored: ReadonlyMap<string, string>;
  /** By address. */
  readonly remoteRecordings: ReadonlyMap<string, RemoteRecording>;
}

/** The parts `stored` and `measures` of an article's form. */
export function readRecordingParts(form: FormData): Result<RecordingParts, ApiProblem> {
  const stored = v.safeParse(v.pipe(v.string(), v.parseJson(), STORED), form.get("stored") ?? "{}");
  if (!stored.success) {
    return fail({ reason: "form-invalid", detail: "The part `stored` must be a JSON object of names, by path." });
  }
  const measured = v.safeParse(v.pipe(v.string(), v.parseJson(), MEASURED), form.get("measures") ?? "{}");
  if (!measured.success) {
    return fail({
      reason: "form-invalid",
      detail: "The part `measures` must be a JSON object of measures, by address.",
    });
  }
  const remoteRecordings = new Map(Object.entries(measured.output));
  return succeed({ stored: new Map(Object.entries(stored.output)), remoteRecordings });
}

/** Recordings come before the article that uses them. `lacking`: the name of one that did not. */
export async function findStoredFiles(
  names: ReadonlyMap<string, string> | undefined,
  store: Pick<PublicationStore, "findMedia">,
): Promise<{ readonly files: ReadonlyMap<string, StoredFile>; readonly lacking: string | undefined }> {
  const asked = [...(names ?? [])];
  const found = await store.findMedia(asked.map(([, name]) => name));
  const files = new Map<string, StoredFile>();
  for (const [path, name] of asked) {
    const file = found.get(name);
    if (file !== undefined) files.set(path, file);
  }
  return { files, lacking: asked.find(([path]) => !files.has(path))?.[1] };
}
