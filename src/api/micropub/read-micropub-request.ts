import * as v from "valibot";
import { MAX_REQUEST_BYTES } from "../../article/limits.ts";
import { mediaTypeOf } from "../../lib/media-type.ts";
import { readBodyToEnd } from "../../lib/read-body.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import { invalid, type MicropubProblem } from "./micropub-problem.ts";

/** Lists of values by name (microformats2). */
export type Properties = Readonly<Record<string, readonly unknown[]>>;

/** A file of a multipart form, by the property that it belongs to. */
export interface SentFile {
  readonly property: string;
  readonly file: File;
}

export type MicropubRequest =
  | { readonly action: "create"; readonly properties: Properties; readonly files: readonly SentFile[] }
  | {
      readonly action: "update";
      readonly url: string;
      readonly replace: Properties;
      readonly add: Properties;
      /** Of each property some values, or all. */
      readonly remove: Readonly<Record<string, readonly unknown[] | "all">>;
    }
  | { readonly action: "delete" | "undelete"; readonly url: string };

export interface ReadRequest {
  readonly request: MicropubRequest;
  /** The token of the form (RFC 6750 §2.2). */
  readonly formToken: string | undefined;
}

type Reading<Value> = Result<Value, MicropubProblem>;

/** A text of half a megabyte, each byte of it escaped; and all that is kept of a request whose token is not known yet. */
export const MAX_FORM_BYTES = 2 * 1024 * 1024;

const FORM_TYPE = "application/x-www-form-urlencoded";
const TYPES_WANTED = `Send ${FORM_TYPE}, multipart/form-data or application/json`;

/** Micropub §3.1: a form, a form with files, or JSON. `isAuthorized`: by the token in its header. */
export async function readMicropubRequest(request: Request, isAuthorized: boolean): Promise<Reading<ReadRequest>> {
  const contentType = request.headers.get("content-type");
  const mediaType = mediaTypeOf(contentType);
  const isMultipart = mediaType === "multipart/form-data";
  if (!isMultipart && mediaType !== FORM_TYPE && mediaType !== "application/json") {
    return fail(invalid(`${TYPES_WANTED}, found "${(contentType ?? "").slice(0, 100)}"`, 415));
  }
  const limit = isMultipart && isAuthorized ? MAX_REQUEST_BYTES : MAX_FORM_BYTES;
  const bytes = await readBodyToEnd(request.body, limit, MAX_REQUEST_BYTES);
  if (bytes === undefined) return fail(tooLarge(limit, isAuthorized));
  if (mediaType === "application/json") return readJson(new TextDecoder().decode(bytes));
  if (mediaType === FORM_TYPE) return readForm([...new URLSearchParams(new TextDecoder().decode(bytes))]);
  const form = await new Response(bytes, { headers: { "Content-Type": contentType ?? "" } })
    .formData()
    .catch(() => undefined);
  return form === undefined ? fail(invalid("The form cannot be read")) : readForm([...form]);
}

export function tooLarge(limitBytes: number, isAuthorized: boolean): MicropubProblem {
  const cure = isAuthorized ? "" : "; send the token in the Authorization header, and larger files are taken";
  return invalid(`At most ${limitBytes} bytes are taken in this form${cure}`, 413);
}

/** `category[]` and several `category` are the same list; names in brackets make an object: `content[html]`. */
function readForm(pairs: readonly (readonly [name: string, value: string | File])[]): Reading<ReadRequest> {
  const properties: Record<string, unknown[]> = {};
  const files: SentFile[] = [];
  for (const [name, value] of pairs) {
    const [, property = name, member] = /^([^[\]]+)\[([^[\]]*)\]$/.exec(name) ?? [];
    if (value instanceof File) {
      if (value.size > 0 || value.name !== "") files.push({ property, file: value });
      continue;
    }
    const named = member === undefined || member === "" || /^\d+$/.test(member) ? value : { [member]: value };
    if (!Object.hasOwn(properties, property)) properties[property] = [];
    properties[property]?.push(named);
  }
  const { access_token: tokens = [], action, url, h, ...rest } = properties;
  const formToken = tokens.map(String)[0];
  const read = chooseAction(String(action?.[0] ?? "create"), url?.[0], () =>
    createEntry(h?.[0] ?? "entry", withoutEmpty(rest), files),
  );
  return read.ok ? succeed({ request: read.value, formToken }) : read;
}

/** A form sends each of its fields, those that were left empty too. */
function withoutEmpty(properties: Readonly<Record<string, unknown[]>>): Properties {
  const filled = Object.entries(properties).map(([name, values]) => [name, values.filter((value) => value !== "")]);
  return Object.fromEntries(filled.filter(([, values]) => values?.length !== 0));
}

const OBJECT = v.record(v.string(), v.unknown());

function readJson(text: string): Reading<ReadRequest> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), OBJECT), text);
  if (!parsed.success || Array.isArray(parsed.output)) return fail(invalid("The body must be a JSON object"));
  const { action = "create", url, type = "h-entry", properties = {} } = parsed.output;
  const read =
    action === "update"
      ? readUpdate(parsed.output)
      : chooseAction(String(action), url, () => {
          const listed = readProperties(properties, "properties");
          const [kind] = listOf(type);
          return listed.ok ? createEntry(String(kind).replace(/^h-/, ""), listed.value, []) : listed;
        });
  return read.ok ? succeed({ request: read.value, formToken: undefined }) : read;
}

function chooseAction(action: string, url: unknown, create: () => Reading<MicropubRequest>): Reading<MicropubRequest> {
  if (action === "create") return create();
  if (action === "update") return fail(invalid("An update must be sent as JSON (Micropub §3.4)"));
  if (action !== "delete" && action !== "undelete") {
    const found = JSON.stringify(action.slice(0, 40));
    return fail(invalid(`"action" must be create, update, delete or undelete, found ${found}`));
  }
  return typeof url === "string"
    ? succeed({ action, url })
    : fail(invalid(`"url" must say which article to ${action}`));
}

function createEntry(kind: unknown, properties: Properties, files: readonly SentFile[]): Reading<MicropubRequest> {
  if (kind === "entry") return succeed({ action: "create", properties, files });
  return fail(invalid(`Only h-entry is published here, found ${JSON.stringify(kind).slice(0, 40)}`));
}

function readUpdate({
  url,
  replace = {},
  add = {},
  delete: remove = {},
}: Record<string, unknown>): Reading<MicropubRequest> {
  if (typeof url !== "string") return fail(invalid('"url" must say which article to update'));
  const replaced = readProperties(replace, "replace");
  if (!replaced.ok) return replaced;
  const added = readProperties(add, "add");
  if (!added.ok) return added;
  // Micropub §3.4: a list of names, or an object of values.
  const isNames = Array.isArray(remove) && remove.every((name) => typeof name === "string");
  const removed = isNames ? succeed(allOf(remove)) : readProperties(remove, "delete");
  if (!removed.ok) return removed;
  const names = [replaced.value, added.value, removed.value].flatMap((part) => Object.keys(part));
  if (names.length === 0) return fail(invalid("An update must replace, add or delete a property"));
  return succeed({ action: "update", url, replace: replaced.value, add: added.value, remove: removed.value });
}

function allOf(names: readonly string[]): Readonly<Record<string, "all">> {
  return Object.fromEntries(names.map((name) => [name, "all"]));
}

/** Some editors send a bare string where the specification wants a list of one. */
function readProperties(written: unknown, member: string): Reading<Properties> {
  const object = v.safeParse(OBJECT, written);
  if (!object.success || Array.isArray(written)) return fail(invalid(`"${member}" must be an object of lists`));
  return succeed(Object.fromEntries(Object.entries(object.output).map(([name, value]) => [name, listOf(value)])));
}

function listOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
