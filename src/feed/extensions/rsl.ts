import type { Extension } from "./extension.ts";
import { createVocabulary, withAttributes } from "./vocabulary.ts";

/** RSL 1.0, "RSS": the licence of an item's page for machines. */
const vocabulary = /* @__PURE__ */ createVocabulary("rsl", "https://rslstandard.org/rsl");

export interface RslContent {
  /** The address that the licence is about. */
  readonly url: string;
  /** A licence server. */
  readonly server?: string | undefined;
  readonly licenses: readonly RslLicense[];
}

export interface RslLicense {
  readonly permits?: readonly RslTerm[] | undefined;
  readonly prohibits?: readonly RslTerm[] | undefined;
  readonly payment?: { readonly type: string; readonly standard?: string; readonly custom?: string } | undefined;
  readonly copyright?: { readonly type?: "person" | "organization"; readonly name: string } | undefined;
}

/** `{ type: "usage", values: ["ai-train"] }` */
export interface RslTerm {
  readonly type: "usage" | "user" | "geo";
  readonly values: readonly string[];
}

export function rsl({ url, server, licenses }: RslContent): Extension[] {
  return vocabulary({ content: { ...withAttributes({ url, server }), "rsl:license": licenses.map(writeLicense) } });
}

function writeLicense({ permits = [], prohibits = [], payment, copyright }: RslLicense) {
  return {
    "rsl:permits": permits.map(writeTerm),
    "rsl:prohibits": prohibits.map(writeTerm),
    "rsl:payment": payment && {
      ...withAttributes({ type: payment.type }),
      "rsl:standard": payment.standard,
      "rsl:custom": payment.custom,
    },
    "rsl:copyright": copyright && withAttributes({ type: copyright.type }, copyright.name),
  };
}

function writeTerm({ type, values }: RslTerm) {
  return withAttributes({ type }, values.join(","));
}
