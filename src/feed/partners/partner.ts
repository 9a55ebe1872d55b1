import type { PartnerId } from "../../article/profile/partner-ids.ts";
import type { Namespaces } from "../extensions/namespaces.ts";

/** How many characters a text may have. */
export interface LengthRange {
  readonly min?: number;
  readonly max?: number;
}

export interface TitleRule extends LengthRange {
  /** Whether a tag in the title, even as text, is refused. */
  readonly isPlain?: true;
}

/** Pixels and bytes; a measure that is not known is not judged. */
export interface ImageRule {
  readonly minLongerSide?: number;
  readonly minShorterSide?: number;
  /** Width over height. */
  readonly ratio?: readonly [min: number, max: number];
  readonly types?: readonly string[];
  readonly maxBytes?: number;
}

/** Elements, links and depth of a body; what is not allowed leaves its content behind. */
export interface HtmlRule {
  readonly allow: readonly string[];
  readonly maxDepth: number;
  /** Beginnings of a link's address. */
  readonly linkSchemes: readonly string[];
}

/** One row: what an aggregator accepts, and how it wants it. */
export type Partner = RssPartner | NinjsPartner;

/** The rules that an aggregator has in any format. */
export interface PartnerRules {
  readonly id: PartnerId;
  readonly name: string;
  /** Where the partner publishes these rules. */
  readonly specification: string;
  readonly window: {
    readonly items: number;
    /** A feed with fewer is not taken. */
    readonly minItems?: number;
    /** Younger than so many days, counted back from the newest entry, so that the document does not depend on the clock. */
    readonly maxAgeDays?: number;
    /** Of the whole document. */
    readonly maxBytes?: number;
  };
  readonly title?: TitleRule;
  readonly summary?: LengthRange;
  readonly required: readonly Requirement[];
  /** Languages of articles; `feed`: that of the publication alone, since a feed states one. */
  readonly languages?: "feed" | readonly string[];
  readonly image?: ImageRule;
}

export interface RssPartner extends PartnerRules {
  readonly format: "rss";
  /** The markup that a body may have; undefined: all that articles have. */
  readonly html?: HtmlRule;
  readonly channel: {
    readonly namespaces: Namespaces;
    readonly maxDescription?: number;
    readonly ttlMinutes?: number;
    /** Elements of the logo. */
    readonly logo?: "snf";
  };
  readonly modifiedAs: "atom:updated" | "dcterms:modified";
  readonly imageElement: "media:content" | "media:thumbnail";
  /** Whether the enclosure is the image where the article's is a recording. */
  readonly enclosesImage?: true;
  /** Whether each image says if it may be republished: `mi:hasSyndicationRights`. */
  readonly statesRights?: true;
}

/** News in JSON (IPTC ninjs 3.3). */
export interface NinjsPartner extends PartnerRules {
  readonly format: "ninjs";
}

/** How site.yaml gives a feed to a partner. */
export interface PartnerOptions {
  /** Whether site.yaml grants the partner the rights to the images. */
  readonly hasImageRights: boolean;
}

export type Requirement = "author" | "text" | "image" | "image-credit";
