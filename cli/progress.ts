import { Presets, SingleBar } from "cli-progress";
import { print, printable, printError } from "./output.ts";

/** How a long publish shows where it is: a bar on a terminal, a line per article in a pipe. */
export interface Progress {
  step(line: string): void;
  /** Something that must be read, whatever the form. */
  say(line: string): void;
  stop(): void;
}

export function createProgress(total: number): Progress {
  if (!process.stderr.isTTY || total === 0) {
    return { step: (line) => print(line), say: (line) => printError(line), stop: () => {} };
  }
  const bar = new SingleBar(
    { format: "  {bar} {value}/{total}  {eta_formatted} left", hideCursor: true },
    Presets.shades_classic,
  );
  const said: string[] = [];
  bar.start(total, 0);
  return {
    step: () => bar.increment(),
    say: (line) => {
      said.push(line);
      bar.increment();
    },
    stop: () => {
      bar.stop();
      printError(...said);
    },
  };
}

/** A bar on a terminal, nothing in a pipe: for steps that are not worth a line each. */
export function createQuietProgress(total: number): Pick<Progress, "step" | "stop"> {
  return process.stderr.isTTY ? createProgress(total) : { step: () => {}, stop: () => {} };
}

export interface ByteProgress {
  /** How many bytes are done. */
  reach(bytes: number): void;
  stop(): void;
}

/** A bar for one large file on a terminal, nothing in a pipe. */
export function createByteProgress(name: string, totalBytes: number): ByteProgress {
  if (!process.stderr.isTTY) return { reach: () => {}, stop: () => {} };
  const format = `  {bar} {percentage} %  {eta_formatted} left  ${printable(name)}`;
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  bar.start(totalBytes, 0);
  return { reach: (bytes) => bar.update(bytes), stop: () => bar.stop() };
}
