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
  try {
    return describe(name, await measurer.parseFile(path, { duration: true, includeChapters: true, skipCovers: true }));
  } catch (error) {
    return {
      measures: {},
      finding: report(name, `has no duration that can be measured (${describeCause(error)}); ${CURE}`),
    };
  }
}

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

function readChapter({ title, start, timeScale }: IChapter): Chapter[] {
  const startSeconds = start / (timeScale || 1000);
  const text = cleanLine(title);
  return text === "" || !Number.isFinite(startSeconds) ? [] : [{ startSeconds, title: text }];
}

function report(name: string, what: string): Finding {
  const message = `The recording "${name}" ${what}`;
  return { severity: "warning", reason: "recording-unmeasured", line: undefined, message };
}
