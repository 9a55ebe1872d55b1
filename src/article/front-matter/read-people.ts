import * as v from "valibot";
import { cleanLine } from "../../lib/text.ts";
import type { FieldReports } from "./field-reports.ts";
import { normaliseKey } from "./key-names.ts";
import { type NamedValue, nameOf } from "./named-values.ts";
import { isGroup, type YamlGroup, type YamlPath, type YamlValue } from "./read-yaml.ts";
import { isMailAddress, isSlug, webAddress } from "./yaml-schema.ts";

/** A person as the front matter names them; `name` may also be a key of site.yaml. */
export interface AuthorField {
  readonly name: string;
  readonly slug?: string;
  readonly url?: string;
  readonly email?: string;
}

const MEMBERS = {
  name: ["name", "fullName", "displayName", "author"],
  slug: ["slug"],
  url: ["url", "website", "homepage", "uri", "link"],
  email: ["email", "mail"],
} as const;

/** Reads `Name`, `Name <mail>`, `A, B and C`, lists of them, and groups of name, url and email. */
export function readPeopleField(named: NamedValue, reports: FieldReports): AuthorField[] {
  const items: readonly YamlValue[] = Array.isArray(named.value) ? named.value : [named.value];
  return items.flatMap((item, index) => {
    const path = Array.isArray(named.value) ? [...named.path, index] : named.path;
    if (typeof item === "string") return readNames(isByline(named) ? item.replace(/^\s*by\s+/i, "") : item);
    if (isGroup(item)) return readGroup(item, path, reports);
    reports.misfit("warning", {
      path,
      found: item,
      wanted: "a name, or a group of name, url and email",
      example: "A. Name",
    });
    return [];
  });
}

function isByline(named: NamedValue): boolean {
  return ["by", "byline"].includes(normaliseKey(nameOf(named)));
}

/** A comma or an "and" parts names only where each part has two words: "Smith, John" is one person. */
function readNames(text: string): AuthorField[] {
  const line = cleanLine(text);
  const parts = line.split(/\s*(?:[,;]\s+(?:and\s+|&\s*)?|\s+and\s+|\s+&\s+)/i).filter((part) => part !== "");
  const isList = parts.length > 1 && parts.every((part) => splitAddress(part).name.includes(" "));
  return (isList ? parts : [line]).flatMap(readName);
}

/** `Name <mail>` or `Name <address>` apart; angle brackets around anything else belong to the name. */
function splitAddress(text: string): { readonly name: string; readonly address: string } {
  const [, name = "", address = ""] = /^(.*?)\s*<([^<>]*)>$/.exec(text) ?? [];
  const isAddress = isMailAddress(address) || v.is(webAddress, address);
  return isAddress ? { name, address: address.trim() } : { name: text, address: "" };
}

function readName(text: string): AuthorField[] {
  const { name, address } = splitAddress(text);
  const url = v.safeParse(webAddress, address);
  const known = isMailAddress(address) ? { email: address } : url.success ? { url: url.output } : {};
  return name === "" && address === "" ? [] : [{ name: name || address, ...known }];
}

function readGroup(group: YamlGroup, path: YamlPath, reports: FieldReports): AuthorField[] {
  const find = (member: keyof typeof MEMBERS) => {
    const keys = MEMBERS[member].map(normaliseKey);
    const found = Object.entries(group).find(
      ([name, value]) => keys.includes(normaliseKey(name)) && typeof value === "string",
    );
    const [name, value] = found ?? [];
    return typeof value !== "string" || name === undefined || cleanLine(value) === ""
      ? undefined
      : { name, text: cleanLine(value) };
  };
  const name = find("name");
  if (name === undefined) {
    reports.misfit("warning", { path: [...path, "name"], found: undefined, wanted: "a name", example: "A. Name" });
    return [];
  }
  const url = find("url");
  const email = find("email");
  const address = url && v.safeParse(webAddress, url.text);
  if (url !== undefined && address?.success === false) {
    const wanted = "an address that begins with https:// or http://";
    reports.misfit("warning", { path: [...path, url.name], found: url.text, wanted, example: "https://example.org/" });
  }
  if (email !== undefined && !isMailAddress(email.text)) {
    const wanted = 'a mail address such as "desk@example.org"';
    reports.misfit("warning", { path: [...path, email.name], found: email.text, wanted, example: "desk@example.org" });
  }
  const slug = find("slug")?.text.normalize("NFC");
  return [
    {
      name: name.text,
      ...(slug !== undefined && isSlug(slug) && { slug }),
      ...(address?.success && { url: address.output }),
      ...(email !== undefined && isMailAddress(email.text) && { email: email.text }),
    },
  ];
}
