import type { Partner } from "../../src/feed/partners/partner.ts";
import type { HealthFinding } from "../../src/health/finding.ts";
import { type Observation, reportOf } from "./observation.ts";

type NewsObject = Readonly<Record<string, unknown>>;

const STATES: readonly unknown[] = ["usable", "withheld", "canceled"];

/** Judges anybody's news in JSON: a list of news objects, a `composite` with its associations, or one news object. */
export function checkNinjs(partner: Partner, bytes: Uint8Array, address: string): HealthFinding[] {
  const report = reportOf(partner);
  const items = readItems(new TextDecoder().decode(bytes));
  if (items === undefined) return [report(address, NOT_NINJS)];
  const { items: maxItems } = partner.window;
  const tooMany: Observation = {
    severity: "warning",
    found: `${items.length} items`,
    wanted: `at most ${maxItems}`,
    cure: "leave the oldest items out",
  };
  return [
    ...(items.length > maxItems ? [report(address, tooMany)] : []),
    ...items.flatMap((item, index) => {
      const where = `${address} ${readTexts(item, "headlines")[0] ?? `item ${index + 1}`}`;
      return checkItem(item).map((one) => report(where, one));
    }),
  ];
}

const NOT_NINJS: Observation = {
  found: "a document that is no ninjs",
  wanted: "a JSON object with a uri, or an array of such objects",
  cure: "give the address of the ninjs document",
};

function readItems(text: string): readonly NewsObject[] | undefined {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (Array.isArray(root)) return root.every(isObject) ? root : undefined;
  // JSON Feed, too, is an object; a news object without its uri is none.
  if (!isObject(root) || root.uri === undefined) return undefined;
  return root.type === "composite" && Array.isArray(root.associations) ? root.associations.filter(isObject) : [root];
}

function isObject(value: unknown): value is NewsObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkItem(item: NewsObject): Observation[] {
  const { uri, pubStatus = "usable" } = item;
  const observations: (Observation | false)[] = [
    !(typeof uri === "string" && URL.canParse(uri)) && {
      found: uri === undefined ? "no uri" : `the uri ${JSON.stringify(uri)}`,
      wanted: "an absolute URI that never changes",
      cure: "write its identifier as a URI",
    },
    !STATES.includes(pubStatus) && {
      found: `the pubStatus ${JSON.stringify(pubStatus)}`,
      wanted: "usable, withheld or canceled",
      cure: "write one of them",
    },
    ...["firstCreated", "versionCreated"].map((name) => checkMoment(name, item[name])),
    readTexts(item, "headlines").length === 0 && {
      found: "no headline",
      wanted: "one in headlines",
      cure: "write the title there",
    },
    pubStatus === "usable" &&
      readTexts(item, "bodies").length === 0 && {
        found: "it has no text",
        wanted: "some in bodies",
        cure: "write the text there",
      },
  ];
  return observations.filter((one) => one !== false);
}

/** RFC 3339, with its offset: `date-time` of JSON Schema. */
function checkMoment(name: string, value: unknown): Observation | false {
  const isMoment =
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value));
  if (isMoment) return false;
  const found = value === undefined ? `no ${name}` : `the ${name} ${JSON.stringify(value)}`;
  return { found, wanted: "a date and a time with an offset", cure: `write ${name}: 2026-03-14T09:00:00Z` };
}

/** The values of a member such as `headlines` that are not blank. */
function readTexts(item: NewsObject, name: string): string[] {
  const texts = item[name];
  if (!Array.isArray(texts)) return [];
  const values: unknown[] = texts.map((text) => (isObject(text) ? text.value : undefined));
  return values.filter((value): value is string => typeof value === "string" && value.trim() !== "");
}
