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
export interface Partner {
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
  /** Elements that a body may hold, and how deep; others leave their content behind. Undefined: all that articles may hold. */
  readonly html?: { readonly allow: readonly string[]; readonly maxDepth: number };
  readonly channel: {
    readonly namespaces: Namespaces;
    readonly maxDescription?: number;
    readonly ttlMinutes?: number;
    /** Elements of the logo. */
    readonly logo?: "snf";
  };
  readonly title?: LengthRange;
  readonly summary?: LengthRange;
  readonly required: readonly Requirement[];
  readonly image?: ImageRule;
  readonly modifiedAs: "atom:updated" | "dcterms:modified";
  readonly imageElement: "media:content" | "media:thumbnail";
  /** Whether each image says if it may be republished: `mi:hasSyndicationRights`. */
  readonly statesRights?: true;
}

export type Requirement = "author" | "text" | "image" | "image-credit";
