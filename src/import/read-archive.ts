import { unzipSync } from "fflate";
import { describeCause } from "../lib/describe-cause.ts";
import { UsageError } from "../lib/usage-error.ts";

/** Files of a zip archive that an importer reads, as text, by their path in it. */
export type ArchiveFiles = ReadonlyMap<string, string>;

const READ_ENDINGS = /\.(?:html?|csv|xml|json)$/i;
/** Folders that macOS adds, whose files repeat the names of the real ones. */
const METADATA = /(?:^|\/)(?:__MACOSX\/|\._)/;
const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_TOTAL_BYTES = 200 * 1024 * 1024;

/** PKWARE APPNOTE 4.3.7: a local file header begins with `PK\3\4`. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** Unpacks the texts of an archive. Throws a UsageError where it is damaged or unpacks to more than 200 MB. */
export function readArchive(bytes: Uint8Array, name: string): ArchiveFiles {
  let totalBytes = 0;
  const filter = (file: { readonly name: string; readonly originalSize: number }): boolean => {
    if (!READ_ENDINGS.test(file.name) || METADATA.test(file.name)) return false;
    totalBytes += file.originalSize;
    if (file.originalSize > MAX_FILE_BYTES || totalBytes > MAX_TOTAL_BYTES) {
      throw new UsageError(
        `${name} unpacks to more than ${MAX_TOTAL_BYTES} bytes (200 MB); unpack it and import parts`,
      );
    }
    return true;
  };
  try {
    const decoder = new TextDecoder();
    const files = Object.entries(unzipSync(bytes, { filter }));
    return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, file]) => [path, decoder.decode(file)]));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`Cannot unpack ${name}: ${describeCause(error)}; fetch or export it again`);
  }
}
