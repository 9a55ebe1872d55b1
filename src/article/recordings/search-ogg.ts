import { joinBytes } from "../../lib/bytes.ts";
import { BLOCK_BYTES, type ByteSearch, MAX_SEARCHED_BYTES, OVERLAP_BYTES } from "./byte-search.ts";
import { hasPlaceInBytes } from "./place-in-bytes.ts";
import { isOgg } from "./recording-types.ts";

// RFC 3533, Ogg: pages of one stream each, whose headers lie between the parts of a long comment.

const [GRANULE, SERIAL, SEGMENTS, HEADER_BYTES] = [6, 14, 26, 27];
const MAX_PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255;

/** Searches the pages before the first sample: the comments of Vorbis, Opus, FLAC and Theora, and the pictures in these. */
export function* searchOgg(sizeBytes: number): ByteSearch {
  const streams = new Map<number, CommentSearch>();
  for (let at = 0; at < Math.min(sizeBytes, MAX_SEARCHED_BYTES); ) {
    const block = yield { offset: at, length: Math.min(BLOCK_BYTES, sizeBytes - at) };
    const isLast = at + block.length >= sizeBytes;
    const { bodies, readBytes, isOver } = readPages(block, isLast);
    for (const [serial, body] of bodies) {
      const search = streams.get(serial) ?? new CommentSearch();
      streams.set(serial, search);
      if (search.take(body)) return true;
    }
    if (isOver || readBytes === 0) return false;
    at += readBytes;
  }
  return false;
}

interface Pages {
  /** By the number of their stream. */
  readonly bodies: ReadonlyMap<number, Uint8Array>;
  readonly readBytes: number;
  /** The samples begin, or this is no page. */
  readonly isOver: boolean;
}

/** The whole pages of a block. Of a file that is cut, the last page counts as far as it goes. */
function readPages(block: Uint8Array, isLast: boolean): Pages {
  const parts = new Map<number, Uint8Array[]>();
  let at = 0;
  while (block.length - at >= MAX_PAGE_BYTES || (isLast && at < block.length)) {
    const page = block.subarray(at, at + MAX_PAGE_BYTES);
    const segments = page[SEGMENTS];
    if (segments === undefined || !isOgg(page) || hasSamples(page))
      return { bodies: collect(parts), readBytes: at, isOver: true };
    const begin = HEADER_BYTES + segments;
    const end = begin + page.subarray(HEADER_BYTES, begin).reduce((sum, length) => sum + length, 0);
    const serial = viewOf(page).getUint32(SERIAL, true);
    parts.set(serial, [...(parts.get(serial) ?? []), page.subarray(begin, end)]);
    at += end;
  }
  return { bodies: collect(parts), readBytes: at, isOver: false };
}

function collect(parts: ReadonlyMap<number, readonly Uint8Array[]>): Map<number, Uint8Array> {
  return new Map([...parts].map(([serial, pieces]) => [serial, joinBytes(pieces)]));
}

/** RFC 3533 §6: pages of headers end at 0, and at -1 where no packet ends on them. */
function hasSamples(page: Uint8Array): boolean {
  const position = viewOf(page).getBigInt64(GRANULE, true);
  return position !== 0n && position !== -1n;
}

/** A picture in a comment, as base64 (https://wiki.xiph.org/VorbisComment#Cover_art). */
const PICTURE = /(?:METADATA_BLOCK_PICTURE|COVERART)=/i;
const MARK_LENGTH = "METADATA_BLOCK_PICTURE=".length;

/** Takes the comments of a stream piece by piece. */
class CommentSearch {
  readonly #comments = new OverlappingSearch();
  readonly #picture = new OverlappingSearch();
  #text = "";
  #isInPicture = false;

  take(body: Uint8Array): boolean {
    this.#text += new TextDecoder("windows-1252").decode(body);
    return this.#comments.take(body) || this.#takePictures();
  }

  #takePictures(): boolean {
    for (;;) {
      if (!this.#isInPicture) {
        const mark = PICTURE.exec(this.#text);
        this.#text = mark === null ? this.#text.slice(-MARK_LENGTH) : this.#text.slice(mark.index + mark[0].length);
        if (mark === null) return false;
        this.#isInPicture = true;
      }
      const end = this.#text.search(/[^A-Za-z0-9+/]/);
      // Four letters are three bytes.
      const length = end === -1 ? this.#text.length - (this.#text.length % 4) : end;
      if (this.#picture.take(decodeBase64(this.#text.slice(0, length)))) return true;
      this.#text = this.#text.slice(length);
      if (end === -1) return false;
      this.#isInPicture = false;
    }
  }
}

/** Searches bytes that come in pieces, across their borders as well. */
class OverlappingSearch {
  #last: Uint8Array = new Uint8Array();

  take(bytes: Uint8Array): boolean {
    const joined = joinBytes([this.#last, bytes]);
    this.#last = joined.slice(-OVERLAP_BYTES);
    return hasPlaceInBytes(joined);
  }
}

/** Without padding; a last letter that belongs to no byte is left out. */
function decodeBase64(letters: string): Uint8Array {
  const whole = letters.length % 4 === 1 ? letters.slice(0, -1) : letters;
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
