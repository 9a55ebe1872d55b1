import type { IAudioMetadata, IChapter } from "music-metadata";
import type { Chapter, RecordingMeasures } from "../../src/article/recordings/recording.ts";
import { describeCause } from "../../src/lib/describe-cause.ts";
import type { Finding } from "../../src/lib/finding.ts";
import { cleanLine } from "../../src/lib/text.ts";
import { loadMeasurer } from "./load-measurer.ts";

/** The measures of a recording, and a finding where its duration cannot be measured. */
export interface Measured {
  readonly measures: RecordingMeasures;
  readonly finding?: Finding | undefined;
}

const INSTALL = "npm install --save-dev music-metadata";

/** Measures a file; a variable bitrate without an index is read to its end, a block at a time. */
export async function measureRecording(name: string, path: string): Promise<Measured> {
  const measurer = await loadMeasurer();
  if (measurer === undefined) {
    return { measures: {}, finding: report(name, `cannot be measured without music-metadata; run: ${INSTALL}`) };
  }
  const parse = (includeChapters: boolean) =>
    measurer.parseFile(path, { duration: true, includeChapters, skipCovers: true });
  try {
    return describe(name, await parse(true));
  } catch (error) {
    // music-metadata refuses a whole MP4 for a list of chapters whose titles lie in one chunk, as ffmpeg writes them.
    const rest = await parse(false).catch(() => undefined);
    if (rest !== undefined) return { finding: report(name, UNREADABLE_CHAPTERS), ...describe(name, rest) };
    return {
      measures: {},
      finding: report(name, `has no duration that can be measured (${describeCause(error)}); ${CURE}`),
    };
  }
}

const UNREADABLE_CHAPTERS =
  'has chapters that cannot be read; write them into the front matter: chapters: ["00:00 Introduction"]';

const CURE = 'export it again, or write audio: { src: …, duration: "31:04" }';

export function describe(name: string, { format, common }: IAudioMetadata): Measured {
  const { duration, bitrate, chapters, trackInfo } = format;
  const film = trackInfo?.find(({ video }) => video?.pixelWidth !== undefined)?.video;
  const found = (chapters ?? []).flatMap((chapter) => readChapter(chapter));
  const title = cleanLine(common.title ?? "");
  const measures: RecordingMeasures = {
    ...(duration !== undefined && duration > 0 && { durationSeconds: Math.round(duration * 1000) / 1000 }),
    ...(bitrate !== undefined && bitrate > 0 && { bitrate: Math.round(bitrate) }),
    ...(film?.pixelWidth && film.pixelHeight && { width: film.pixelWidth, height: film.pixelHeight }),
    ...(title !== "" && { title }),
    ...(found.length > 0 && { chapters: found.sort((a, b) => a.startSeconds - b.startSeconds) }),
  };
  if (measures.durationSeconds !== undefined) return { measures };
  return { measures, finding: report(name, `has no duration that can be measured; ${CURE}`) };
}

/** The starts of MP4 chapters are in units of their track; those of ID3 come in seconds, without a scale. */
function readChapter({ title, start, timeScale }: IChapter): Chapter[] {
  const startSeconds = start / (timeScale ?? 1);
  const text = cleanLine(title);
  return text === "" || !Number.isFinite(startSeconds) ? [] : [{ startSeconds, title: text }];
}

function report(name: string, what: string): Finding {
  const message = `The recording "${name}" ${what}`;
  return { severity: "warning", reason: "recording-unmeasured", line: undefined, message };
}
