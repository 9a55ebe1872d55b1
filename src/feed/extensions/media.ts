import { MEDIA_NAMESPACE } from "../media-rss.ts";
import type { Extension } from "./extension.ts";
import { createVocabulary, withAttributes } from "./vocabulary.ts";

const vocabulary = /* @__PURE__ */ createVocabulary("media", MEDIA_NAMESPACE);

export interface MediaFile {
  readonly url: string;
  readonly type?: string | undefined;
  readonly medium?: "image" | "audio" | "video" | "document" | "executable" | undefined;
  readonly sizeBytes?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly durationSeconds?: number | undefined;
  readonly isDefault?: boolean | undefined;
  readonly expression?: "full" | "sample" | "nonstop" | undefined;
  readonly language?: string | undefined;
}

/** Of a feed or an item. */
export interface MediaValues {
  readonly contents?: readonly MediaFile[] | undefined;
  readonly thumbnail?: { readonly url: string; readonly width?: number; readonly height?: number } | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly keywords?: readonly string[] | undefined;
  readonly rating?: "adult" | "nonadult" | undefined;
  readonly copyright?: string | undefined;
  /** Roles are EBU's, in lower case: `photographer`. */
  readonly credits?: readonly { readonly name: string; readonly role?: string | undefined }[] | undefined;
}

export function media(values: MediaValues): Extension[] {
  const { contents = [], thumbnail, title, description, keywords, rating, copyright, credits = [] } = values;
  return vocabulary({
    content: contents.map(({ sizeBytes, durationSeconds, isDefault, language, ...plain }) =>
      withAttributes({ ...plain, fileSize: sizeBytes, duration: durationSeconds, isDefault, lang: language }),
    ),
    thumbnail: thumbnail && withAttributes(thumbnail),
    title: title && withAttributes({ type: "plain" }, title),
    description: description && withAttributes({ type: "plain" }, description),
    keywords: keywords?.join(", "),
    rating: rating && withAttributes({ scheme: "urn:simple" }, rating),
    copyright,
    credit: credits.map(({ name, role }) => withAttributes({ role, scheme: role && "urn:ebu" }, name)),
  });
}
