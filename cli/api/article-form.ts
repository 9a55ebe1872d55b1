import { mediaTypeOfKind } from "../../src/article/article-kinds.ts";
import { encodeFormName } from "../../src/article/attachments/form-names.ts";
import { isArtworkPath } from "../../src/article/images/media-path.ts";
import type { RemoteRecording } from "../../src/article/recordings/find-recordings.ts";
import type { LoadedImage } from "../media-folder.ts";
import type { PreparedArticle } from "../prepared-article.ts";

/** The form of an article's PUT: its text, the pictures and files that the store lacks, and what is known of the others. */
export function buildArticleForm(
  { file, links }: PreparedArticle,
  { cover, sized = new Set(), remote }: FormParts = {},
): { readonly form: FormData; readonly sentBytes: number } {
  const article = { bytes: file.body, type: mediaTypeOfKind(file.kind) };
  const isSized = (path: string, { medium }: LoadedImage) => sized.has(medium.name) && !isArtworkPath(path);
  const sent = new Map([...file.media.used].filter(([path, image]) => !isSized(path, image)));
  const { form, sentBytes } = buildForm("article", article, sent, cover);
  const pictures = describePictures(file.media.used, isSized);
  if (Object.keys(pictures).length > 0) form.append("pictures", JSON.stringify(pictures));
  let filesBytes = 0;
  for (const [path, { bytes, medium }] of file.attachments.used) {
    form.append("file", new File([new Uint8Array(bytes)], encodeFormName(path), { type: medium.mediaType }));
    filesBytes += bytes.byteLength;
  }
  const stored = Array.from(file.attachments.recordings, ([path, { medium }]) => [path, medium.name] as const);
  if (stored.length > 0) form.append("stored", JSON.stringify(Object.fromEntries(stored)));
  if (remote !== undefined && remote.size > 0) form.append("measures", JSON.stringify(Object.fromEntries(remote)));
  if (links.size > 0) form.append("links", JSON.stringify(Object.fromEntries(links)));
  return { form, sentBytes: sentBytes + filesBytes };
}

interface FormParts {
  readonly cover?: FormFile | undefined;
  readonly sized?: ReadonlySet<string> | undefined;
  readonly remote?: ReadonlyMap<string, RemoteRecording> | undefined;
}

/** Pictures that the form does not hold, and the metadata of those that it does. */
function describePictures(
  images: ReadonlyMap<string, LoadedImage>,
  isSized: (path: string, image: LoadedImage) => boolean,
) {
  const described = Array.from(images, ([path, image]) => {
    const { name, texts } = image.medium;
    return [path, { ...(isSized(path, image) && { original: name }), ...(texts !== undefined && { texts }) }] as const;
  });
  return Object.fromEntries(described.filter(([, said]) => Object.keys(said).length > 0));
}

interface FormFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The form of a PUT: the text as its first part, then its images by their paths, then its cover. */
export function buildForm(
  part: "site" | "article",
  text: { readonly bytes: Uint8Array; readonly type: string },
  images: ReadonlyMap<string, LoadedImage>,
  cover?: FormFile,
): { form: FormData; sentBytes: number } {
  const form = new FormData();
  let sentBytes = 0;
  const add = (name: string, bytes: Uint8Array, type: string, fileName: string) => {
    form.append(name, new File([new Uint8Array(bytes)], encodeFormName(fileName), { type }));
    sentBytes += bytes.byteLength;
  };
  add(part, text.bytes, text.type, part);
  for (const [path, { bytes, medium }] of images) add("image", bytes, medium.mediaType, path);
  if (cover !== undefined) add("cover", cover.bytes, "image/png", cover.name);
  return { form, sentBytes };
}
