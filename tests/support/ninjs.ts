import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

// News in JSON 3.3, written from IPTC's specification: the members that a publication's document may have. As there, members that the
// schema does not name are refused.

type Schema = Readonly<Record<string, unknown>>;

const text = { type: "string" };
const uri = { type: "string", format: "uri" };
const moment = { type: "string", format: "date-time" };
const whole = { type: "integer" };
const oneOf = (...values: readonly string[]): Schema => ({ enum: values });
const listOf = (items: Schema): Schema => ({ type: "array", items });

function objectOf(properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema {
  return { type: "object", properties, required, additionalProperties: false };
}

const writing = { role: text, contentType: text, value: text };
const rendition = objectOf(
  {
    name: text,
    href: uri,
    contentType: text,
    title: text,
    width: whole,
    height: whole,
    sizeInBytes: whole,
    duration: { type: "number" },
  },
  ["name"],
);

const newsObject: Schema = {
  type: "object",
  required: ["uri"],
  properties: {
    uri,
    type: oneOf("text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"),
    representationType: oneOf("full", "partial"),
    version: text,
    firstCreated: moment,
    versionCreated: moment,
    embargoedUntil: moment,
    pubStatus: oneOf("usable", "withheld", "canceled"),
    copyrightHolder: text,
    copyrightNotice: text,
    usageTerms: text,
    rightsInfo: objectOf({ linkedRights: uri }, ["linkedRights"]),
    edNote: text,
    language: text,
    title: text,
    by: text,
    headlines: listOf(objectOf(writing, ["value"])),
    descriptions: listOf(objectOf(writing, ["value"])),
    bodies: listOf(objectOf({ ...writing, charCount: whole, wordCount: whole }, ["value"])),
    subjects: listOf(objectOf({ name: text, rel: text, uri, literal: text })),
    infoSources: listOf(objectOf({ name: text, role: text, uri, literal: text })),
    altIds: listOf(objectOf({ role: text, value: text })),
    renditions: listOf(rendition),
    standard: objectOf({ name: text, version: text, schema: uri }),
    associations: listOf({
      $ref: "#/$defs/newsObject",
      properties: { name: text, rel: text },
      required: ["name"],
      unevaluatedProperties: false,
    }),
  },
};

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
const isNinjs = ajv.compile({ $defs: { newsObject }, $ref: "#/$defs/newsObject", unevaluatedProperties: false });

/** What the schema of ninjs 3.3 has against a document. */
export function listNinjsFaults(document: unknown): string[] {
  if (isNinjs(document)) return [];
  return (isNinjs.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
