import type { CountedDownloads, DownloadFlush, DownloadPart } from "./downloads.ts";
import { type Agent, readAgent } from "./read-agent.ts";

/** A stored recording, and the article whose downloads are counted by it. */
export interface StoredRecording {
  readonly article: string;
  readonly sizeBytes: number;
  /** Undefined where it was not measured. */
  readonly durationSeconds: number | undefined;
}

/** Names the agents of a flush and drops their strings. Recordings that no article uses are left out. */
export function readDownloads(
  { day, parts }: DownloadFlush,
  recordings: ReadonlyMap<string, StoredRecording>,
): CountedDownloads {
  const counted = parts.flatMap(({ recording, agent, mark, ranges }: DownloadPart) => {
    const stored = recordings.get(recording);
    if (stored === undefined || WATCH.test(agent)) return [];
    const { article } = stored;
    return [{ article, mark, ranges, enoughBytes: bytesOfMinute(stored), isBot: isBot(agent) }];
  });
  return { day, parts: counted };
}

/** A watch downloads once more what its phone has; podcast measurement leaves it out (IAB Tech Lab 2.2). */
const WATCH = /\bwatchOS\b|\bApple ?Watch\b/i;

/** A minute at 128 kbit/s, for recordings that were not measured. */
const USUAL_MINUTE_BYTES = 960_000;

/** The bytes of one minute (IAB Tech Lab 2.2); the whole of a recording that is shorter. */
export function bytesOfMinute({ sizeBytes, durationSeconds }: StoredRecording): number {
  const minute = durationSeconds ? Math.ceil((sizeBytes * 60) / durationSeconds) : USUAL_MINUTE_BYTES;
  return Math.max(1, Math.min(sizeBytes, minute));
}

const APART: ReadonlySet<Agent["kind"]> = new Set(["bot", "previewer", "monitor", "tool"]);
/** Apps of phones send the names of their systems' libraries. */
const APP_LIBRARIES: ReadonlySet<string> = new Set(["Java", "Apple system"]);

/** A program without a name is taken for a script. */
function isBot(text: string): boolean {
  if (text === "") return true;
  const { name, kind } = readAgent(text);
  return APART.has(kind) && !APP_LIBRARIES.has(name);
}
