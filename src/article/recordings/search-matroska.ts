import { BLOCK_BYTES, type ByteRange, type ByteSearch, MAX_SEARCHED_BYTES, searchRange } from "./byte-search.ts";
import { readElement, readNumber } from "./ebml.ts";
import { isPlaceTag } from "./place-in-bytes.ts";

// RFC 9559, Matroska and WebM: elements of EBML.

const SEGMENT = 0x18538067;
const SEEK_HEAD = 0x114d9b74;
const CLUSTER = 0x1f43b675;
const TAGS = 0x1254c367;
/** Tags, attachments such as a picture, and what describes the file and its tracks. */
const METADATA: ReadonlySet<number> = new Set([TAGS, 0x1941a469, 0x1549a966, 0x1654ae6b]);
const [TAG, SIMPLE_TAG, TAG_NAME, TAG_STRING] = [0x7373, 0x67c8, 0x45a3, 0x4487];
const [SEEK, SEEK_ID, SEEK_POSITION] = [0x4dbb, 0x53ab, 0x53ac];

/** As much of an element as its id and size take. */
const HEADER_BYTES = 12;
const MAX_SEEK_HEAD_BYTES = 4096;
/** A long film has thousands of clusters. */
const MAX_ELEMENTS = 256;

export function isMatroska(start: Uint8Array): boolean {
  return readElement(start)?.id === 0x1a45dfa3;
}

/**
 * Searches the metadata of a film. Most programs write them before the frames; of the others the file's index says where (RFC 9559
 * §6). Without an index, the last block is searched for tags: frames are not read.
 */
export function* searchMatroska(sizeBytes: number): ByteSearch {
  const first = yield* walkElements(0, sizeBytes);
  if (first.isFound) return true;
  // An index that leads nowhere costs a few headers.
  for (const place of first.places.slice(0, 8)) {
    if (place > first.endedAt && (yield* walkElements(place, sizeBytes)).isFound) return true;
  }
  const offset = Math.max(first.endedAt, sizeBytes - BLOCK_BYTES);
  return offset < sizeBytes && hasPlaceAtEnd(yield { offset, length: sizeBytes - offset });
}

interface Walk {
  readonly isFound: boolean;
  readonly endedAt: number;
  /** Where the index says that there are metadata. */
  readonly places: readonly number[];
}

/** Searches elements one after the other, up to frames if there is an index, which leads to what is behind them. */
function* walkElements(start: number, sizeBytes: number): Generator<ByteRange, Walk, Uint8Array> {
  let [at, segment] = [start, 0];
  const budget = { leftBytes: MAX_SEARCHED_BYTES };
  let places: readonly number[] = [];
  for (let count = 0; count < MAX_ELEMENTS && at < sizeBytes; count += 1) {
    const element = readElement(yield { offset: at, length: Math.min(HEADER_BYTES, sizeBytes - at) });
    if (element === undefined || (element.id === CLUSTER && places.length > 0)) break;
    const data = at + element.headerBytes;
    if (element.id === SEGMENT) segment = data;
    // A segment's elements follow its header.
    const end = element.id === SEGMENT ? data : Math.min(data + element.dataBytes, sizeBytes);
    if (element.id === SEEK_HEAD) places = yield* readPlaces(data, end, segment);
    if (yield* searchElement(element.id, data, end, budget)) return { isFound: true, endedAt: at, places };
    at = end;
  }
  return { isFound: false, endedAt: Math.min(at, sizeBytes), places };
}

function* searchElement(id: number, start: number, end: number, budget: { leftBytes: number }): ByteSearch {
  const length = METADATA.has(id) ? Math.min(end - start, budget.leftBytes) : 0;
  if (length === 0) return false;
  budget.leftBytes -= length;
  if (id === TAGS && hasPlaceInTags(yield { offset: start, length: Math.min(length, BLOCK_BYTES) })) return true;
  return yield* searchRange(start, start + length);
}

/** The id of tags may be anywhere in the last cluster. */
function hasPlaceAtEnd(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x12); at !== -1; at = bytes.indexOf(0x12, at + 1)) {
    const element = readElement(bytes.subarray(at, at + HEADER_BYTES));
    if (element?.id === TAGS && hasPlaceInTags(bytes.subarray(at + element.headerBytes))) return true;
  }
  return false;
}

/** RFC 9559 §5.1.8. What is not a tag ends them. */
function hasPlaceInTags(bytes: Uint8Array): boolean {
  let name = "";
  for (let at = 0; ; ) {
    const element = readElement(bytes.subarray(at, at + HEADER_BYTES));
    if (element === undefined) return false;
    const start = at + element.headerBytes;
    const text = () => textOf(bytes.subarray(start, start + Math.min(element.dataBytes, MAX_TEXT_BYTES)));
    if (element.id === TAG_NAME) name = text();
    if (element.id === TAG_STRING && isPlaceTag(name, text())) return true;
    at = element.id === TAG || element.id === SIMPLE_TAG ? start : start + element.dataBytes;
  }
}

const MAX_TEXT_BYTES = 200;

function textOf(bytes: Uint8Array): string {
  return new TextDecoder("windows-1252").decode(bytes);
}

/** The places of metadata in an index (RFC 9559 §5.1.1), which counts from the segment's data. */
function* readPlaces(start: number, end: number, segment: number): Generator<ByteRange, number[], Uint8Array> {
  const index = yield { offset: start, length: Math.min(end - start, MAX_SEEK_HEAD_BYTES) };
  const places: number[] = [];
  let id = 0;
  for (let at = 0; ; ) {
    const element = readElement(index.subarray(at, at + HEADER_BYTES));
    if (element === undefined) return places;
    const data = index.subarray(at + element.headerBytes, at + element.headerBytes + element.dataBytes);
    if (element.id === SEEK_ID) id = readNumber(data);
    if (element.id === SEEK_POSITION && METADATA.has(id)) places.push(segment + readNumber(data));
    // The parts of an entry lie inside it.
    at += element.headerBytes + (element.id === SEEK ? 0 : element.dataBytes);
  }
}
