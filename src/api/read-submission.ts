import * as v from "valibot";
import { kindOfMediaType } from "../article/article-kinds.ts";
import { isImageName } from "../article/attachments/file-types.ts";
import { decodeFormName } from "../article/attachments/form-names.ts";
import { identifyAttachment, MAX_ATTACHMENT_BYTES } from "../article/attachments/identify-attachment.ts";
import { isSlug, isWebAddress } from "../article/front-matter/yaml-schema.ts";
import { findMisnaming, identifyMedium } from "../article/images/measure-image.ts";
import { readPictureTexts } from "../article/images/picture-texts.ts";
import { MAX_REQUEST_BYTES } from "../article/limits.ts";
import type { ByteRange } from "../article/recordings/byte-search.ts";
import { describePlace, hasPlace } from "../article/recordings/search-for-place.ts";
import type { ProfileSubmission } from "../feed/publishing/publish-profile.ts";
import type { ReceivedFile, ReceivedImage, Submission } from "../feed/publishing/submission.ts";
import type { Finding } from "../lib/finding.ts";
import { mediaTypeOf } from "../lib/media-type.ts";
import { readBody } from "../lib/read-body.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import type { ApiProblem } from "./problems.ts";
import { readRecordingParts } from "./read-recording-parts.ts";

export type Body = Pick<
  Submission,
  "kind" | "body" | "images" | "pictures" | "files" | "cover" | "links" | "remoteRecordings"
> & {
  /** Names of recordings that were uploaded before, by their paths. */
  readonly stored?: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
};

/**
 * Reads the body of a PUT: the article alone, or a form with the article as part `article`, its images as parts `image` whose
 * file names are the paths the article uses, a part `pictures` for those whose sizes are stored, as {"photo.jpg": {"original":
 * "<media name>"}}, its other files as parts `file` named in the same way, the cover drawn for it as
 * part `cover`, the slugs that its links to other articles lead to as part `links`: `{"other.md": "other"}`, the names of recordings
 * that were uploaded before as part `stored`: `{"a.mp3": "<name>.mp3"}`, and what was measured of recordings elsewhere as part
 * `measures`, by address.
 */
export async function readSubmissionBody(request: Request): Promise<Result<Body, ApiProblem>> {
  const contentType = request.headers.get("content-type");
  const mediaType = mediaTypeOf(contentType);
  if (Number(request.headers.get("content-length") ?? 0) > MAX_REQUEST_BYTES) {
    return fail({ reason: "body-too-large", limitBytes: MAX_REQUEST_BYTES });
  }
  if (mediaType === "multipart/form-data") return readForm(request);
  const kind = kindOfMediaType(mediaType);
  if (kind === undefined) return fail({ reason: "media-type-unsupported", found: contentType });
  const body = await readBody(request.body, MAX_REQUEST_BYTES);
  if (body === undefined) return fail({ reason: "body-too-large", limitBytes: MAX_REQUEST_BYTES });
  return succeed({ kind, body, images: undefined, files: undefined, cover: undefined, links: undefined, findings: [] });
}

async function readForm(request: Request): Promise<Result<Body, ApiProblem>> {
  const form = await request.formData().catch((error: unknown) => String(error));
  if (typeof form === "string") return fail({ reason: "form-invalid", detail: form });
  const article = form.get("article");
  if (!(article instanceof File)) {
    return fail({ reason: "form-invalid", detail: "The form needs a file part named `article`." });
  }
  const kind = kindOfMediaType(mediaTypeOf(article.type));
  if (kind === undefined) return fail({ reason: "media-type-unsupported", found: article.type || null });
  const images = await readImages(form.getAll("image"));
  if (!images.ok) return images;
  const pictures = readPictures(form.get("pictures"));
  if (!pictures.ok) return pictures;
  const files = await readFiles(form.getAll("file"));
  if (!files.ok) return files;
  const cover = await readCover(form.get("cover"));
  if (!cover.ok) return cover;
  const links = readLinks(form.get("links"));
  if (!links.ok) return links;
  const recordings = readRecordingParts(form);
  if (!recordings.ok) return recordings;
  return succeed({
    kind,
    body: new Uint8Array(await article.arrayBuffer()),
    images: addTexts(images.value.images, pictures.value),
    pictures: pickNamed(pictures.value),
    files: files.value,
    cover: cover.value,
    links: links.value,
    findings: images.value.findings,
    ...recordings.value,
  });
}

/** Reads the body of a PUT of site.yaml: the file alone, or a form with it as part `site` and its images as parts `image`. */
export async function readProfileBody(request: Request): Promise<Result<ProfileSubmission, ApiProblem>> {
  if (mediaTypeOf(request.headers.get("content-type")) !== "multipart/form-data") {
    return succeed({ source: new Uint8Array(await request.arrayBuffer()), images: new Map() });
  }
  const form = await request.formData().catch((error: unknown) => String(error));
  if (typeof form === "string") return fail({ reason: "form-invalid", detail: form });
  const site = form.get("site");
  if (!(site instanceof File)) {
    return fail({ reason: "form-invalid", detail: "The form needs a file part named `site`." });
  }
  const images = await readImages(form.getAll("image"));
  if (!images.ok) return images;
  return succeed({ source: new Uint8Array(await site.arrayBuffer()), images: images.value.images });
}

async function readImages(
  parts: readonly (File | string)[],
): Promise<Result<{ images: Map<string, ReceivedImage>; findings: Finding[] }, ApiProblem>> {
  const images = new Map<string, ReceivedImage>();
  const findings: Finding[] = [];
  for (const part of parts) {
    if (!(part instanceof File)) return fail({ reason: "form-invalid", detail: "Each part `image` must be a file." });
    const path = decodeFormName(part.name);
    const file = new Uint8Array(await part.arrayBuffer());
    const image = await identifyMedium(file);
    if (!image.ok) return fail({ reason: "image-invalid", findings: [named(path, image.problem)] });
    const texts = readPictureTexts(file);
    const { medium, bytes } = image.value;
    images.set(path, { medium: texts === undefined ? medium : { ...medium, texts }, bytes });
    const misnaming = findMisnaming(path, image.value.medium.mediaType);
    if (misnaming !== undefined) findings.push(misnaming);
  }
  return succeed({ images, findings });
}

/** Files that are no images; their types are those of their names. */
async function readFiles(
  parts: readonly (File | string)[],
): Promise<Result<ReadonlyMap<string, ReceivedFile>, ApiProblem>> {
  const files = new Map<string, ReceivedFile>();
  for (const part of parts) {
    const path = part instanceof File ? decodeFormName(part.name) : "";
    if (!(part instanceof File) || isImageName(path)) {
      return fail({ reason: "form-invalid", detail: "Each part `file` must be a file that is no image." });
    }
    if (part.size > MAX_ATTACHMENT_BYTES) return fail({ reason: "body-too-large", limitBytes: MAX_ATTACHMENT_BYTES });
    const bytes = new Uint8Array(await part.arrayBuffer());
    const read = ({ offset, length }: ByteRange) => bytes.subarray(offset, offset + length);
    if (hasPlace(bytes.length, read)) {
      return fail({ reason: "recording-invalid", detail: describePlace(path) });
    }
    files.set(path, { medium: await identifyAttachment(path, bytes), bytes });
  }
  return succeed(files);
}

function named(path: string, finding: Finding): Finding {
  return { ...finding, message: `${path}: ${finding.message}` };
}

const PICTURES = v.record(
  v.string(),
  v.object({
    original: v.optional(v.string()),
    texts: v.optional(
      v.strictObject({
        alt: v.exactOptional(v.string()),
        caption: v.exactOptional(v.string()),
        credit: v.exactOptional(v.string()),
        license: v.exactOptional(v.pipe(v.string(), v.check(isWebAddress))),
        terms: v.exactOptional(v.string()),
      }),
    ),
  }),
);
const PICTURES_WANTED = 'The part `pictures` must be a JSON object as {"photo.jpg": {"original": "<media name>"}}.';

type Pictures = v.InferOutput<typeof PICTURES>;

function readPictures(part: File | string | null): Result<Pictures, ApiProblem> {
  if (part === null) return succeed({});
  const pictures = v.safeParse(v.pipe(v.string(), v.parseJson(), PICTURES), part);
  return pictures.success ? succeed(pictures.output) : fail({ reason: "form-invalid", detail: PICTURES_WANTED });
}

/** Pictures that do not come with the article. */
function pickNamed(pictures: Pictures): NonNullable<Submission["pictures"]> {
  const named = Object.entries(pictures).flatMap(([path, { original, texts }]) =>
    original === undefined ? [] : [[path, { original, texts }] as const],
  );
  return new Map(named);
}

/** The command sends images without their metadata, and the texts of the metadata separately. */
function addTexts(images: ReadonlyMap<string, ReceivedImage>, pictures: Pictures): ReadonlyMap<string, ReceivedImage> {
  return new Map(
    Array.from(images, ([path, image]) => {
      const texts = pictures[path]?.texts ?? image.medium.texts;
      return [path, texts === undefined ? image : { ...image, medium: { ...image.medium, texts } }];
    }),
  );
}

const LINKS = v.record(v.string(), v.pipe(v.string(), v.check(isSlug)));
const LINKS_WANTED = 'The part `links` must be a JSON object of slugs, as {"other.md": "other"}.';

function readLinks(part: File | string | null): Result<ReadonlyMap<string, string>, ApiProblem> {
  if (part === null) return succeed(new Map());
  const links = v.safeParse(v.pipe(v.string(), v.parseJson(), LINKS), part);
  if (!links.success) return fail({ reason: "form-invalid", detail: LINKS_WANTED });
  return succeed(new Map(Object.entries(links.output)));
}

/** The cover's file name says what it was drawn from: `<key>.png`. */
async function readCover(part: File | string | null): Promise<Result<Submission["cover"], ApiProblem>> {
  if (part === null) return succeed(undefined);
  if (!(part instanceof File)) return fail({ reason: "form-invalid", detail: "The part `cover` must be a file." });
  const image = await identifyMedium(new Uint8Array(await part.arrayBuffer()));
  if (!image.ok) return fail({ reason: "image-invalid", findings: [named(part.name, image.problem)] });
  return succeed({ ...image.value, key: part.name.replace(/\.[a-z]+$/, "") });
}
