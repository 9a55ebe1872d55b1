import ExifReader from "exifreader";

/** Groups that describe the coding of a picture and its colours, or are drawn from other groups. */
const CODING = ["file", "icc", "jfif", "png", "pngFile", "riff", "gif", "composite"];

/** The metadata that an independent reader finds, but for the one tag that may stay. */
export async function listTags(bytes: Uint8Array): Promise<string[]> {
  const found = await ExifReader.load(Buffer.from(bytes), { expanded: true, async: true, includeUnknown: true });
  const groups = Object.entries(found).map(([group, tags]) => [group, Object.keys(tags ?? {})] as const);
  const metadata = groups.filter(([group]) => !CODING.includes(group));
  const names = metadata.flatMap(([group, tags]) => tags.map((name) => `${group} ${name}`));
  return names.filter((name) => name !== "exif Orientation");
}
