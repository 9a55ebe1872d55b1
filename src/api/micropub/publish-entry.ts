import { slugOfTitle } from "../../article/derive/derive-slug.ts";
import { identifyMedium } from "../../article/images/measure-image.ts";
import { isDraftPlace } from "../../article/is-draft-place.ts";
import { isSourceKey } from "../../article/is-source-key.ts";
import { openSource } from "../../article/open-source.ts";
import type { AppToken } from "../../feed/publishing/app-tokens.ts";
import type { StoredArticle } from "../../feed/publishing/publication-store.ts";
import { type Publication, publishArticle } from "../../feed/publishing/publish-article.ts";
import type { PublishingPorts } from "../../feed/publishing/publishing-ports.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { formatZonedDay } from "../../lib/zoned-dates.ts";
import { findMissingScope } from "./authorize-tool.ts";
import { createEntryFile, type EntryFile, openEntryFile, writeEntryFile } from "./entry-file.ts";
import { type EntryContext, readProperties, writeProperties } from "./entry-properties.ts";
import { fromApiProblem, invalid, type MicropubProblem } from "./micropub-problem.ts";
import type { MicropubRequest, Properties, SentFile } from "./read-micropub-request.ts";
import { updateProperties } from "./update-properties.ts";

type Published = Result<Publication, MicropubProblem>;

/** Who writes, and where. */
export interface Writing extends EntryContext {
  readonly ports: PublishingPorts;
  readonly token: AppToken;
}

/** Names that are tried beside those that other articles have. */
const MAX_NAMES = 20;

type Creation = Extract<MicropubRequest, { readonly action: "create" }>;

/** Publishes a new article, or keeps a draft. A token that may draft alone makes drafts of everything. */
export async function createEntry(creation: Creation, writing: Writing): Promise<Published> {
  const { token, ports, now, profile } = writing;
  const entry = await composeEntry(creation, writing);
  if (!entry.ok) return entry;
  const written = writeProperties(createEntryFile(), entry.value, writing);
  if (!written.ok) return written;
  const body = new TextEncoder().encode(writeEntryFile(written.value));
  const name = `${formatZonedDay(now, profile.timeZone)}-${nameEntry(entry.value, now)}`;
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? name : `${name}-${number}`;
    const submission = { ...alone(key, written.value, body), excludedHash: "*", tool: token.name };
    const result = await publishArticle(submission, ports);
    if (result.ok) return result;
    const isTaken = result.problem.reason === "precondition-failed" && number < MAX_NAMES;
    if (!isTaken) return fail(fromApiProblem(result.problem));
  }
}

async function composeEntry(
  { properties, files }: Creation,
  writing: Writing,
): Promise<Result<Properties, MicropubProblem>> {
  const { token, now } = writing;
  const isDrafting = !token.scopes.includes("create");
  const missing = isDrafting && !token.scopes.includes("draft") ? findMissingScope(token, "create") : undefined;
  if (missing !== undefined) return fail(missing);
  const photos = await storePhotos(files, writing);
  if (!photos.ok) return photos;
  const photo = [...(properties.photo ?? []), ...photos.value];
  const status = isDrafting ? ["draft"] : (properties["post-status"] ?? ["published"]);
  const published = [new Date(now).toISOString()];
  return succeed({ published, ...properties, "post-status": status, ...(photo.length > 0 && { photo }) });
}

/** A file's name: of the slug that was asked for, the title, the first words, or the time of day. */
function nameEntry(properties: Properties, now: number): string {
  const { "mp-slug": slug = [], name = [], content = [] } = properties;
  const [text] = content;
  const words = typeof text === "string" ? text.replace(/https?:\S+/g, "") : "";
  const named = [slug[0], name[0], words].map((value) => slugOfTitle(typeof value === "string" ? value : ""));
  return named.find((one) => one !== "") ?? new Date(now).toISOString().slice(11, 19).replaceAll(":", "");
}

function alone(key: string, { kind }: EntryFile, body: Uint8Array) {
  return { key, kind, body, images: undefined, cover: undefined, minor: false };
}

/** Pictures of a form are stored like those of the media endpoint: not public until a public article shows them. */
async function storePhotos(files: readonly SentFile[], { ports }: Writing): Promise<Result<string[], MicropubProblem>> {
  const addresses: string[] = [];
  for (const { property, file } of files) {
    if (property !== "photo")
      return fail(invalid(`A file can be sent as "photo" alone, found "${property.slice(0, 40)}"`));
    const image = await identifyMedium(new Uint8Array(await file.arrayBuffer()));
    if (!image.ok) return fail(fromApiProblem({ reason: "image-invalid", findings: [image.problem] }));
    const { medium, bytes } = image.value;
    await ports.store.saveMedia(medium, bytes, ports.now);
    addresses.push(`/media/${medium.name}`);
  }
  return succeed(addresses);
}

type Update = Extract<MicropubRequest, { readonly action: "update" }>;

/** Changes an article's file, one from the folder too, and publishes it under its key. */
export async function updateEntry(update: Update, stored: StoredArticle, writing: Writing): Promise<Published> {
  const { ports, token } = writing;
  const { record, contentHash, source } = stored;
  if (isSourceKey(record.key)) return fail(invalid("This article follows a source, which would undo the change", 409));
  const updated = updateProperties(readProperties(stored, writing), update);
  const properties = isTakenBack(stored, writing) ? { "post-status": ["draft"], ...updated } : updated;
  const missing = mayRelease(stored, updated) ? undefined : findMissingScope(token, "update", "create");
  if (missing !== undefined) return fail(missing);
  const file = openEntryFile(source, record.kind);
  if (!file.ok) return file;
  const written = writeProperties(file.value, properties, writing);
  if (!written.ok) return written;
  const body = new TextEncoder().encode(writeEntryFile(written.value));
  const expectations = { expectedHash: contentHash, tool: token.name };
  const result = await publishArticle({ ...alone(record.key, written.value, body), ...expectations }, ports);
  return result.ok ? result : fail(fromApiProblem(result.problem));
}

/** Its publisher took it back before readers saw it, and its file says nothing of that: an edit leaves it where it is. */
function isTakenBack({ record, source }: StoredArticle, { profile }: EntryContext): boolean {
  if (record.state !== "draft" || isDraftPlace(record.key)) return false;
  const opened = openSource(new TextEncoder().encode(source), record.kind, profile.timeZone);
  return opened.ok && opened.value.frontMatter.fields.isHeldBack !== true;
}

/** The properties that can show readers an article which is held back. */
const RELEASES = ["post-status", "published", "visibility"];

/** To bring out what was held back is to publish it: that needs `create` beside `update`. */
function mayRelease({ record }: StoredArticle, properties: Properties): boolean {
  return record.state === "published" || !RELEASES.some((name) => Object.hasOwn(properties, name));
}
