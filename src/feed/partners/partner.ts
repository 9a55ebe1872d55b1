import type { PartnerId } from "../../article/profile/partner-ids.ts";
import type { Namespaces } from "../extensions/namespaces.ts";

/** How many characters a text may have. */
export interface LengthRange {
  readonly min?: number;
  readonly max?: number;
}

/** Pixels and bytes; a measure that is not known is not judged. */
export interface ImageRule {
  readonly minWidth?: number;
  readonly minShorterSide?: number;
  /** Width over height. */
  readonly ratio?: readonly [min: number, max: number];
  readonly types?: readonly string[];
  readonly maxBytes?: number;
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
    /** Counted back from the newest entry, so that the document does not depend on the clock. */
    readonly maxAgeDays?: number;
    /** Of the whole document. */
    readonly maxBytes?: number;
  };
  readonly title?: LengthRange;
  readonly summary?: LengthRange;
  readonly required: readonly Requirement[];
  readonly image?: ImageRule;
}

export interface RssPartner extends PartnerRules {
  readonly format: "rss";
  /** Elements that a body may hold, and how deep; others leave their content behind. Undefined: all that articles may hold. */
  readonly html?: { readonly allow: readonly string[]; readonly maxDepth: number };
  readonly channel: {
    readonly namespaces: Namespaces;
    readonly maxDescription?: number;
    readonly ttlMinutes?: number;
    /** Elements of the logo. */
    readonly logo?: "snf";
  };
  readonly modifiedAs: "atom:updated" | "dcterms:modified";
  readonly imageElement: "media:content" | "media:thumbnail";
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
