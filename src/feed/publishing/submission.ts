import type { ArticleKind, Medium, PictureTexts, StoredFile } from "../../article/article.ts";
import type { RemoteRecording } from "../../article/recordings/find-recordings.ts";
import type { Expectations } from "./editions.ts";

/** One image that came with an article: measured, not yet stored. */
export interface ReceivedImage {
  readonly medium: Medium;
  readonly bytes: Uint8Array;
}

/** Any file that came with an article. */
export interface ReceivedFile {
  readonly medium: StoredFile;
  readonly bytes: Uint8Array;
}

export interface Submission extends Expectations {
  readonly key: string;
  /** The key under which the article is stored, if its file has moved since. */
  readonly formerKey?: string | undefined;
  readonly kind: ArticleKind;
  readonly body: Uint8Array;
  /** By the path the article's file uses. Undefined: the body came alone, and the images it had before stay its own. */
  readonly images: ReadonlyMap<string, ReceivedImage> | undefined;
  /** Images whose sizes are stored, in the same way: they do not come with the article. */
  readonly pictures?: ReadonlyMap<string, NamedPicture> | undefined;
  /** Other files that it links to, in the same way. */
  readonly files?: ReadonlyMap<string, ReceivedFile> | undefined;
  /** Recordings that were uploaded before, in the same way. */
  readonly stored?: ReadonlyMap<string, StoredFile> | undefined;
  /** The measures of recordings elsewhere, by address. */
  readonly remoteRecordings?: ReadonlyMap<string, RemoteRecording> | undefined;
  readonly cover: (ReceivedImage & { readonly key: string }) | undefined;
  /** Slugs by the links to other files as they are written. Undefined: the body came alone, and its links lead where they led. */
  readonly links?: ReadonlyMap<string, string> | undefined;
  /** True: this edit changes no substance, `updated` stays. */
  readonly minor: boolean;
  /** True: its cover takes the place of the stored one, though nothing else differs. */
  readonly redraws?: boolean | undefined;
  /** True: readers who poll find this edit, and subscribers are not told of it. */
  readonly quiet?: boolean | undefined;
  /** The name of the writing tool that this edition comes from; undefined: it comes from the publication's folder. */
  readonly tool?: string | undefined;
  /** When this edition was made (milliseconds): one older than what is stored is refused. Undefined: now. */
  readonly editionAt?: number | undefined;
}

/** A picture by the name of its original. */
export interface NamedPicture {
  readonly original: string;
  readonly texts?: PictureTexts | undefined;
}
