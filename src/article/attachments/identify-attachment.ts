import { sha256Hex } from "../../lib/digest.ts";
import type { StoredFile } from "../article.ts";
import { nameMedium } from "../images/measure-image.ts";
import { findFileType } from "./file-types.ts";

/** A form with all files of an article must fit a request. */
export const MAX_ATTACHMENT_BYTES = 25 * 1024 * 1024;

/** Names a file after its content; its type is that of its name. */
export async function identifyAttachment(fileName: string, bytes: Uint8Array): Promise<StoredFile> {
  return describeAttachment(fileName, bytes.byteLength, await sha256Hex(bytes));
}

/** `digest`: the SHA-256 of its bytes, in hexadecimal. */
export function describeAttachment(fileName: string, sizeBytes: number, digest: string): StoredFile {
  const { ending, mediaType } = findFileType(fileName);
  return { name: nameMedium(digest, ending), mediaType, sizeBytes };
}
