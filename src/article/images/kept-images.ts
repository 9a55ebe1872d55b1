import type { Root } from "hast";
import type { Finding } from "../../lib/finding.ts";
import type { ArticleImage, Medium } from "../article.ts";
import { findElements } from "../markup/body-tree.ts";
import type { SiteProfile } from "../profile/site-profile.ts";
import { findRefusal, type PictureRights } from "./picture-rights.ts";
import { mediumUrl } from "./picture-sizes.ts";

/** A picture of the article that partners must not have. */
export interface KeptImage {
  readonly address: string;
  /** As the article names it: a path, or an address. */
  readonly name: string;
  /** The statement that says so. */
  readonly refusal: string;
  readonly isLead: boolean;
}

/** `tree`: the body with its lead image. `republish`: of the lead image in the front matter, which replaces all that its file says. */
export function findKeptImages(
  tree: Root,
  media: ReadonlyMap<string, Medium>,
  lead: ArticleImage | undefined,
  republish: PictureRights["republish"],
): KeptImage[] {
  const images = findElements(tree, ({ tagName }) => tagName === "img" || tagName === "video");
  const shown = new Set([lead?.url, ...images.map(({ properties: { poster, src } }) => String(poster ?? src))]);
  const files = [...media].map(([path, medium]) => ({ name: path, address: mediumUrl(medium), texts: medium.texts }));
  const pictures = new Map(files.filter(({ address }) => shown.has(address)).map((file) => [file.address, file]));
  if (lead !== undefined && !pictures.has(lead.url)) {
    pictures.set(lead.url, { name: lead.url, address: lead.url, texts: undefined });
  }
  return [...pictures.values()].flatMap(({ name, address, texts }) => {
    const isLead = address === lead?.url;
    const said = isLead ? { ...texts, license: lead.license, republish } : { ...texts };
    const refusal = findRefusal(said);
    return refusal === undefined ? [] : [{ name, address, refusal, isLead }];
  });
}

/** Where the publication has partners. Nothing of a picture that the front matter keeps from them: its author knows it. */
export function reportKeptImages(
  images: readonly KeptImage[],
  line: number | undefined,
  { partners }: Pick<SiteProfile, "partners">,
): Finding[] {
  return partners === undefined ? [] : images.flatMap((image) => reportKept(image, line));
}

function reportKept({ name, refusal, isLead }: KeptImage, line: number | undefined): Finding[] {
  if (refusal === "republish: no") return [];
  const cure = isLead
    ? 'write "republish: yes" in the group of "image:" if they may have it'
    : "take the terms out of the file if they may have it";
  const message = `No partner gets the picture "${name.slice(0, 80)}", whose terms are "${refusal.slice(0, 200)}"; ${cure}`;
  return [{ severity: "warning", reason: "partner-rule", line: isLead ? line : undefined, message }];
}
