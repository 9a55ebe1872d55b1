import { removeForbiddenCharacters } from "../../lib/text.ts";
import type { Extension } from "../extensions/extension.ts";
import type { Namespaces } from "../extensions/namespaces.ts";
import { MEDIA_NAMESPACE } from "../media-rss.ts";
import { RSS_NAMESPACES } from "../rss.ts";
import type { ReadExtensions } from "./read-item.ts";
import { type Loose, type Read, readList, readText } from "./read-values.ts";
import { report } from "./trace.ts";

export const ITUNES_NAMESPACE = "http://www.itunes.com/dtds/podcast-1.0.dtd";

/** A prefix means one thing in a document, as its root declares them all. For these an extension need not say what. */
const knownNamespaces: Namespaces = /* @__PURE__ */ Object.assign(
  {
    media: MEDIA_NAMESPACE,
    itunes: ITUNES_NAMESPACE,
  },
  RSS_NAMESPACES,
);

/** Reads extensions, and notes the namespaces that they use. */
export function extensionsOf(used: Record<string, string>): ReadExtensions {
  const admits = (name: string, namespace?: string): boolean => {
    // Namespaces in XML §3, in ASCII.
    const [, prefix, local] = /^(?!xml)([a-z_][\w.-]*)(:[a-z_][\w.-]*)?$/i.exec(name) ?? [];
    if (!prefix || !local) return prefix !== undefined;
    const known = (Object.hasOwn(knownNamespaces, prefix) ? knownNamespaces : used)[prefix] ?? namespace;
    if (!known || (namespace && namespace !== known)) return false;
    used[prefix] = known;
    return true;
  };
  const readExtension: Read<Extension> = (value, trace) => {
    const extension: Loose<Extension> = Object(value);
    // Its problems are told of all of it.
    const place = trace && { ...trace };
    const name = readText(extension.name, trace) ?? "";
    const namespace = readText(extension.namespace, trace);
    const { objects } = extension;
    // JSON Feed 1.1, Extensions: no name has a period.
    const isMember = /^_[a-z][^.]*$/i.test(name);
    if (!isMember && !(name.includes(":") && admits(name, namespace))) {
      return report(place, "a name with a namespace", name);
    }
    try {
      // JSON's own walk meets each member once, and refuses what contains itself.
      const copy = JSON.stringify(objects, function (key, one: unknown) {
        const isName = isMember ? !key.includes(".") : admits(key);
        // The root and members of arrays have no names.
        if (!isName && one !== objects && !Array.isArray(this)) return report(place, "a name", key);
        return typeof one === "string" ? removeForbiddenCharacters(one) : one;
      });
      // JSON Feed 1.1: a custom object is an object.
      if (!isMember || copy.startsWith("{")) return { name, objects: JSON.parse(copy) };
    } catch {}
    return report(place, "an object", name);
  };
  return (value, trace) => readList(value, readExtension, trace);
}
