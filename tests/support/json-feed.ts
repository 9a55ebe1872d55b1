import Ajv from "ajv";
import addFormats from "ajv-formats";
import schema from "jsonfeed-schema";

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const isJsonFeed = ajv.compile(schema);

/** What the published schema of JSON Feed 1.1 has against a document. */
export function listJsonFeedFaults(feed: unknown): string[] {
  if (isJsonFeed(feed)) return [];
  return (isJsonFeed.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
