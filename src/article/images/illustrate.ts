import type { Element, Root } from "hast";
import type { Finding } from "../../lib/finding.ts";
import { type Article, type ArticleImage, type ArticleKind, PUBLIC_URL_MARK } from "../article.ts";
import { isPageSlug } from "../article-path.ts";
import type { FrontMatterReading } from "../front-matter/read-front-matter.ts";
import type { ImageField } from "../front-matter/read-image-field.ts";
import { isWebAddress } from "../front-matter/yaml-schema.ts";
import type { LinkTable } from "../links/link-table.ts";
import { buildElement, renderHtml } from "../markup/body-tree.ts";
import { nameOfCredit } from "../markup/read-wire-copy.ts";
import { resolveAddresses } from "../markup/resolve-addresses.ts";
import { outlineBlocks, type StoryOutline } from "../markup/story-outline.ts";
import { listBlocks } from "../markup/text-blocks.ts";
import type { SiteProfile } from "../profile/site-profile.ts";
import { findRecordings } from "../recordings/find-recordings.ts";
import { deferPictures } from "./body-picture.ts";
import { findKeptImages, reportKeptImages } from "./kept-images.ts";
import {
  addFigure,
  findBodyImage,
  findGivenImage,
  findStandIn,
  type ImageFiles,
  type ImageSources,
} from "./lead-image.ts";
import { describeMissingAlt, findMissingAlts } from "./missing-alt.ts";

interface Illustrated extends Pick<Article, "image" | "keptImages" | "html" | "text" | "mediaNames" | "recordings"> {
  /** Addresses of recordings elsewhere that are to be measured. */
  readonly unmeasured: readonly string[];
  readonly findings: readonly Finding[];
  readonly linkedFiles: readonly string[];
  readonly outline: StoryOutline;
}

interface Page {
  readonly tree: Root;
  readonly title: string;
  readonly slug: string;
  readonly kind: ArticleKind;
  /** The credit line of wire copy. */
  readonly credit: string | undefined;
  /** A note has no image but its own. */
  readonly isNote: boolean;
}

/** Makes addresses absolute, finds the lead image, and places photograph and credit. */
export function illustrate(
  { tree, title, slug, kind, credit, isNote }: Page,
  files: ImageFiles & { readonly links?: LinkTable | undefined },
  frontMatter: FrontMatterReading,
  profile: SiteProfile,
): Illustrated {
  const resolved = resolveAddresses(tree, { pagePath: isPageSlug(slug) ? slug : `/articles/${slug}`, ...files });
  const { lineOf, fields } = frontMatter;
  const sound = findRecordings(fields.recordings ?? [], lineOf, resolved.tree, { ...files, played: resolved.played });
  const sources = listSources(files, frontMatter, profile);
  const { photograph, republish, finding } = findPhotograph(sources, resolved.tree);
  const image = withCredit(photograph, credit) ?? (isNote ? undefined : findStandIn(sources, title));
  const headed = image?.role === "photograph" ? addFigure(resolved.tree, image, files.media) : resolved.tree;
  deferPictures(headed);
  const loose = credit !== undefined && photograph === undefined ? credit : undefined;
  const kept = findKeptImages(headed, files.media, photograph, republish);
  const blocks = listBlocks(resolved.tree);
  const texts = [...blocks.map(({ text }) => text), ...(loose === undefined ? [] : [loose])];
  return {
    image,
    ...(kept.length > 0 && { keptImages: kept.map(({ address }) => address) }),
    html: renderHtml(loose === undefined ? headed : { ...headed, children: [...headed.children, buildCredit(loose)] }),
    text: texts.join("\n\n"),
    outline: outlineBlocks(blocks),
    mediaNames: [...new Set([...resolved.mediaNames, ...localName(image), ...sound.mediaNames])],
    linkedFiles: resolved.linkedFiles,
    recordings: sound.recordings,
    unmeasured: sound.unmeasured,
    findings: [
      ...resolved.findings,
      ...findMissingAlts(resolved.tree, kind),
      ...(finding ? [finding] : []),
      ...reportKeptImages(kept, sources.line, profile),
      ...sound.findings,
    ],
  };
}

interface Photograph {
  readonly photograph: ArticleImage | undefined;
  /** `republish` of its group in front matter. */
  readonly republish?: ImageField["republish"];
  readonly finding: Finding | undefined;
}

/** The picture that the front matter names, or has texts for; else the first one of the body. */
function findPhotograph(sources: ImageSources, body: Root): Photograph {
  const { field, beside, media } = sources;
  const given = findGivenImage(sources);
  if (given === undefined || "severity" in given) return { photograph: findBodyImage(body, media), finding: given };
  const { republish } = field ?? (beside === "none" ? {} : (beside ?? {}));
  return { photograph: given, republish, finding: findMissingAlt(sources, given) };
}

function findMissingAlt({ field, line }: ImageSources, given: ArticleImage): Finding | undefined {
  if (given.alt !== "") return undefined;
  const name = field === undefined ? "The picture beside the article" : `The image "${field.src.slice(0, 80)}"`;
  return describeMissingAlt(name, line);
}

function listSources(files: ImageFiles, { fields, lineOf }: FrontMatterReading, profile: SiteProfile): ImageSources {
  const caption = fields.imageCaption === undefined ? {} : { caption: fields.imageCaption };
  const field = fields.image && { ...caption, ...fields.image, alt: fields.image.alt ?? fields.imageAlt };
  const isAddress = profile.defaultImage !== undefined && isWebAddress(profile.defaultImage);
  const defaultAddress = isAddress ? profile.defaultImage : undefined;
  const beside = fields.imageBeside === "none" ? "none" : { alt: fields.imageAlt, ...caption, ...fields.imageBeside };
  return { ...files, field, beside, line: lineOf("image"), defaultAddress };
}

/** A credit line belongs to the photograph, unless that names its own. */
function withCredit(image: ArticleImage | undefined, credit: string | undefined): ArticleImage | undefined {
  return image && credit !== undefined ? { ...image, credit: image.credit ?? nameOfCredit(credit) } : image;
}

function buildCredit(credit: string): Element {
  return buildElement("p", {}, [buildElement("small", {}, [credit])]);
}

function localName(image: ArticleImage | undefined): string[] {
  const prefix = `${PUBLIC_URL_MARK}/media/`;
  return image?.url.startsWith(prefix) ? [image.url.slice(prefix.length)] : [];
}
