import { joinBytes } from "../../../lib/bytes.ts";
import { keepOrientation } from "./orientation.ts";
import { hasText } from "./text-at.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;

const EXIF = "Exif\0\0";
/** JFIF 1.02: the segment without its thumbnail has 14 bytes, the last two of which are the thumbnail's sides. */
const JFIF_BYTES = 14;
/** Adobe's segment declares the colour transform in 12 bytes; no decoder reads the rest. */
const ADOBE_BYTES = 12;

interface Segment {
  readonly code: number;
  readonly payload: Uint8Array;
  /** The coded data that follow a start of scan. */
  readonly scan: Uint8Array;
}

/**
 * ITU-T T.81 §B.1.1: segments are kept by an allowlist, so that unknown ones are dropped. Data after EOI is dropped, too:
 * phones append whole pictures with Exif of their own. Undefined where the file ends before its EOI.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const segments = listSegments(bytes);
  if (segments === undefined) return undefined;
  let hasExif = false;
  const kept = segments.flatMap(({ code, payload, scan }) => {
    const rest = code === APP1 && hasExif ? undefined : keepPayload(code, payload);
    if (rest === undefined) return [];
    hasExif ||= code === APP1;
    return [writeSegment(code, rest), scan];
  });
  return joinBytes([Uint8Array.of(0xff, SOI), ...kept, Uint8Array.of(0xff, EOI)]);
}

/** The segments up to EOI. */
function listSegments(bytes: Uint8Array): Segment[] | undefined {
  const segments: Segment[] = [];
  let offset = 2;
  for (;;) {
    const marker = findMarker(bytes, offset);
    if (marker?.code === EOI) return segments;
    if (marker === undefined || marker.code === SOI) return undefined;
    offset = marker.end;
    if (isStandalone(marker.code)) continue;
    const segment = readSegment(bytes, marker.code, offset);
    if (segment === undefined) return undefined;
    segments.push(segment);
    offset += 2 + segment.payload.length + segment.scan.length;
  }
}

function readSegment(bytes: Uint8Array, code: number, start: number): Segment | undefined {
  const end = start + (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0);
  if (end < start + 2 || end > bytes.length) return undefined;
  const scanEnd = code === SOS ? findScanEnd(bytes, end) : end;
  return { code, payload: bytes.subarray(start + 2, end), scan: bytes.subarray(end, scanEnd) };
}

/** The next marker's code and where its segment begins; bytes that belong to none are passed over, as decoders do. */
function findMarker(bytes: Uint8Array, from: number): { readonly code: number; readonly end: number } | undefined {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1];
    if (code === undefined) return undefined;
    if (code !== 0 && code !== 0xff) return { code, end: at + 2 };
  }
  return undefined;
}

/** §B.1.1.3: RST0 to RST7 and TEM have no length. */
function isStandalone(code: number): boolean {
  return (code >= 0xd0 && code <= 0xd7) || code === 0x01;
}

/** Where the coded data of a scan end: at the first marker that is no restart. §B.1.1.5: 0xFF of the data is followed by 0. */
function findScanEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const code = bytes[at + 1] ?? 0;
    if (code !== 0 && code !== 0xff && !isStandalone(code)) return at;
  }
  return bytes.length;
}

/** The markers of the coding itself (§B.1.1.3), and the application segments that define colour and orientation. */
function keepPayload(code: number, payload: Uint8Array): Uint8Array | undefined {
  if (code === APP0) return keepJfif(payload);
  if (code === APP1) return keepExif(payload);
  if (code === APP2) return hasText(payload, 0, "ICC_PROFILE\0") ? payload : undefined;
  if (code === APP14) {
    return hasText(payload, 0, "Adobe") && payload.length >= ADOBE_BYTES ? payload.subarray(0, ADOBE_BYTES) : undefined;
  }
  return code >= 0xc0 && code <= 0xdf ? payload : undefined;
}

function keepJfif(payload: Uint8Array): Uint8Array | undefined {
  if (!hasText(payload, 0, "JFIF\0") || payload.length < JFIF_BYTES) return undefined;
  const jfif = payload.slice(0, JFIF_BYTES);
  jfif.fill(0, JFIF_BYTES - 2);
  return jfif;
}

function keepExif(payload: Uint8Array): Uint8Array | undefined {
  if (!hasText(payload, 0, EXIF)) return undefined;
  const tiff = keepOrientation(payload.subarray(EXIF.length));
  return tiff && joinBytes([new TextEncoder().encode(EXIF), tiff]);
}

function writeSegment(code: number, payload: Uint8Array): Uint8Array {
  const length = payload.length + 2;
  return joinBytes([Uint8Array.of(0xff, code, length >> 8, length & 0xff), payload]);
}
