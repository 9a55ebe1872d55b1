import { parseXml } from "../lib/parse-xml.ts";
import { fail, type Result, succeed } from "../lib/result.ts";
import type { FeedReading } from "./feed-reading.ts";
import { type HealthFinding, note } from "./finding.ts";
import { readPodcast } from "./podcast/read-podcast.ts";
import { readJsonFeed } from "./read-json-feed.ts";
import { readXmlFeed } from "./read-xml-feed.ts";
import type { Visit } from "./visit.ts";

/** A feed's bytes as text and as what they say, or the one finding that hinders all others. */
export function decodeDocument({ address, bytes, headers }: Visit): Result<FeedReading, HealthFinding> {
  const text = decodeText(bytes, headers.get("content-type") ?? "", address);
  if (!text.ok) return text;
  const start = text.value.trimStart();
  return start.startsWith("{") ? readJson(start, address) : readXml(text.value, address);
}

/** RFC 7303 §3: the header's charset counts before the declaration's; the two should agree. */
function decodeText(bytes: Uint8Array, contentType: string, address: string): Result<string, HealthFinding> {
  const stated = /charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase();
  const beginning = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const declared = /^(?:ï»¿)?<\?xml[^>]*?\bencoding\s*=\s*["']([^"']+)/.exec(beginning)?.[1]?.toLowerCase();
  const problem = (found: string, wanted: string) => fail(note({ check: "charset", where: address, found, wanted }));
  if (stated !== undefined && declared !== undefined && stated !== declared) {
    return problem(`charset=${stated} in Content-Type, encoding="${declared}" in the document`, "the same in both");
  }
  const label = stated ?? declared ?? "utf-8";
  try {
    return succeed(new TextDecoder(label, { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (error) {
    const isUnknown = error instanceof RangeError;
    return problem(isUnknown ? `the charset "${label}"` : `bytes that are not ${label}`, "UTF-8");
  }
}

function readJson(text: string, address: string): Result<FeedReading, HealthFinding> {
  const wanted = "a JSON Feed";
  try {
    const reading = readJsonFeed(JSON.parse(text));
    if (reading !== undefined) return succeed(reading);
    return fail(note({ check: "elements", where: address, found: "JSON without a version of jsonfeed.org", wanted }));
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return fail(note({ check: "well-formed", where: address, found, wanted: "valid JSON" }));
  }
}

function readXml(text: string, address: string): Result<FeedReading, HealthFinding> {
  const root = parseXml(text);
  if (!root.ok) {
    const { line, message } = root.problem;
    return fail(
      note({ check: "well-formed", where: `${address} line ${line}`, found: message, wanted: "well-formed XML" }),
    );
  }
  const reading = readXmlFeed(root.value);
  if (reading !== undefined) return succeed({ ...reading, podcast: readPodcast(text, root.value) });
  const found = `<${root.value.name}>`;
  return fail(note({ check: "elements", where: address, found, wanted: "RSS 2.0, Atom or JSON Feed" }));
}
