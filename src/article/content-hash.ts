import { sha256Hex } from "../lib/digest.ts";
import type { ArticleKind, PictureTexts } from "./article.ts";

/** Digests of everything that a publisher sends for one article: equal on both sides, there is nothing to publish. */
export interface ContentParts {
  readonly kind: ArticleKind;
  readonly body: Uint8Array;
  /** Path in the article's file -> media name, which is itself a digest of the bytes. */
  readonly media: ReadonlyMap<string, string>;
  /** Path -> the texts of the picture's own metadata; empty where it has none. */
  readonly texts?: ReadonlyMap<string, PictureTexts>;
  /** Identifies the input of the cover (not its bytes: drawing costs more than comparing); undefined without a cover. */
  readonly coverKey: string | undefined;
  /** Link as written -> slug of its target article: renaming the target changes the content. */
  readonly links?: ReadonlyMap<string, string>;
}

/**
 * SHA-256 in hexadecimal, 64 digits, independent of the order in which the images came. `digest`: where the platform has one
 * without a promise for each call.
 */
export async function hashContent(
  { kind, body, media, texts = new Map(), coverKey, links = new Map() }: ContentParts,
  digest: (content: string | Uint8Array) => string | Promise<string> = sha256Hex,
): Promise<string> {
  const lines = [...media].map(([path, name]) => `image ${JSON.stringify(path)} ${name}`).sort();
  const described = [...texts].map(([path, text]) => `texts ${JSON.stringify(path)} ${JSON.stringify(text)}`).sort();
  const targets = [...links].map(([address, slug]) => `link ${JSON.stringify(address)} ${slug}`).sort();
  const listing = [
    `kind ${kind}`,
    `body ${await digest(body)}`,
    ...lines,
    ...described,
    `cover ${coverKey ?? "none"}`,
    ...targets,
  ];
  return digest(listing.join("\n"));
}
