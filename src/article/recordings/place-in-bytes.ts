/**
 * `©xyz` of QuickTime and `loci` of 3GPP TS 26.244 §8.10, sample entries of tracks with positions (GoPro, Camera Motion Metadata,
 * DJI, Sony) and the `gps ` box of dashboard cameras, each after the size of its box, so that words such as "velocity" are none; Apple's metadata keys; Exif within XMP.
 */
const PLACE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: sizes and flags of boxes
  /\0\0[\0-\x1f][\s\S](?:©xyz|loci\0{4}|gps |(?:gpmd|camm|djmd|rtmd)\0{6})|com\.apple\.quicktime\.location\.|GPSLatitude/;

const NAME = String.raw`[\w.:-]{0,40}(?:LOCATION|LATITUDE|LONGITUDE|GPS|GEO)[\w.:-]{0,40}`;
const COORDINATE = String.raw`(?:geo:)?[+-]?\d{1,3}(?:[.,]\d|Â?°)`;
/**
 * A tag of a place with coordinates (ISO 6709, degrees or `geo:`), not with the name of a town. Before its name is the last byte of a
 * length in Vorbis comments, the encoding in ID3's TXXX. Names are looked at behind coordinates alone, which are rare, so that no text
 * costs more than its length. ffmpeg writes the place of a telephone's film as `location` into tags of any format.
 */
const PLACE_TAG = new RegExp(String.raw`[=\0]${COORDINATE}(?<=[\0-\x03]${NAME}[=\0]${COORDINATE})`, "i");
const [PLACE_NAME, PLACE_VALUE] = [new RegExp(`^${NAME}$`, "i"), new RegExp(`^${COORDINATE}`, "i")];

/** Whether a tag is of a place with coordinates. `value`: one character for each byte. */
export function isPlaceTag(name: string, value: string): boolean {
  return PLACE_NAME.test(name) && PLACE_VALUE.test(value);
}

/** The header of the TIFF that Exif is (TIFF 6.0 §2), with its first directory behind it, where cameras and programs put it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the version and the offset
const EXIF = /II\*\0\x08\0\0\0|MM\0\*\0\0\0\x08/g;
const DIRECTORY_OFFSET = 8;
const ENTRY_BYTES = 12;
/** CIPA DC-008 §4.6.3: the entry that leads to the directory of GPS, and those of latitude and longitude in it. */
const GPS_DIRECTORY = 0x8825;
const [LATITUDE, LONGITUDE] = [2, 4];

/** Whether metadata of a recording, or a picture within it, says where it was recorded. */
export function hasPlaceInBytes(bytes: Uint8Array): boolean {
  // One character for each byte.
  const text = new TextDecoder("windows-1252").decode(bytes);
  if (PLACE.test(text) || PLACE_TAG.test(text)) return true;
  return [...text.matchAll(EXIF)].some(({ index }) => hasPlaceInExif(bytes.subarray(index)));
}

/** A directory of GPS that lies beyond the bytes counts: it is there for a place. */
function hasPlaceInExif(exif: Uint8Array): boolean {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const isLittle = exif[0] === 0x49;
  const tags = readDirectory(view, DIRECTORY_OFFSET, isLittle);
  const gps = tags?.get(GPS_DIRECTORY);
  if (gps === undefined) return false;
  const places = readDirectory(view, gps, isLittle);
  return places === undefined || places.has(LATITUDE) || places.has(LONGITUDE);
}

/** The tags with their values or offsets; undefined where the directory is not whole. */
function readDirectory(view: DataView, offset: number, isLittle: boolean): Map<number, number> | undefined {
  if (offset + 2 > view.byteLength) return undefined;
  const count = view.getUint16(offset, isLittle);
  const tags = new Map<number, number>();
  for (let at = offset + 2, left = count; left > 0; at += ENTRY_BYTES, left -= 1) {
    if (at + ENTRY_BYTES > view.byteLength) return undefined;
    tags.set(view.getUint16(at, isLittle), view.getUint32(at + 8, isLittle));
  }
  return tags;
}
