import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { XmlElement } from "../../src/lib/parse-xml.ts";

// Written from the specifications: https://rslstandard.org/rsl (RSL 1.0, §3) and https://www.w3.org/community/reports/tdmrep/ (§5).

const RSL = "https://rslstandard.org/rsl";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const isReservation = ajv.compile({
  type: "array",
  minItems: 1,
  items: {
    type: "object",
    required: ["location", "tdm-reservation"],
    additionalProperties: false,
    properties: {
      location: { type: "string", pattern: "^/" },
      "tdm-reservation": { enum: [0, 1] },
      "tdm-policy": { type: "string", format: "uri" },
    },
  },
});

export function isTdmReservation(document: unknown): boolean {
  return isReservation(document);
}

/** What an element of RSL may have: attributes, children, and the words of its text. */
interface Rule {
  readonly attributes: Readonly<Record<string, RegExp>>;
  readonly required?: readonly string[];
  readonly children: readonly string[];
  readonly words?: readonly string[];
}

const ADDRESS = /^(?:https?:\/)?\/\S*$/;
const uses = ["all", "ai-all", "ai-train", "ai-input", "ai-index", "search"];
const term: Rule = { attributes: { type: /^(?:usage|user|geo)$/ }, required: ["type"], children: [], words: uses };
const text: Rule = { attributes: {}, children: [] };

const rules: Readonly<Record<string, Rule>> = {
  rsl: { attributes: { xmlns: /^https:\/\/rslstandard\.org\/rsl$/ }, children: ["content"] },
  content: {
    attributes: { url: ADDRESS, server: ADDRESS, encrypted: /^(?:true|false)$/, lastmod: /^\d{4}-\d\d-\d\d/ },
    required: ["url"],
    children: ["license", "schema", "copyright", "terms", "alternate"],
  },
  license: { attributes: {}, children: ["permits", "prohibits", "payment", "legal"] },
  permits: term,
  prohibits: term,
  payment: {
    attributes: { type: /^(?:free|attribution|contribution|purchase|subscription|training|crawl|use)$/ },
    required: ["type"],
    children: ["standard", "custom", "amount", "accepts"],
  },
  standard: text,
  custom: text,
};

/** What RSL 1.0 has against an element and all below it. */
export function listRslFaults({ name, space, attributes, children, text: words }: XmlElement): string[] {
  const rule = space === RSL ? rules[name] : undefined;
  if (rule === undefined) return [`${name} is no element of RSL`];
  const tokens = words.split(",").map((word) => word.trim());
  return [
    ...[...attributes].flatMap(([key, value]) =>
      rule.attributes[key]?.test(value) ? [] : [`${name} has ${key}="${value}"`],
    ),
    ...(rule.required ?? []).flatMap((key) => (attributes.has(key) ? [] : [`${name} lacks ${key}`])),
    ...children.flatMap((child) => (rule.children.includes(child.name) ? [] : [`${name} holds ${child.name}`])),
    ...(rule.words === undefined ? [] : tokens.filter((word) => !rule.words?.includes(word))),
    ...children.flatMap(listRslFaults),
  ];
}

/** The elements of RSL in a document of another vocabulary, the outermost alone. */
export function listRslElements(element: XmlElement): XmlElement[] {
  return element.space === RSL ? [element] : element.children.flatMap(listRslElements);
}
