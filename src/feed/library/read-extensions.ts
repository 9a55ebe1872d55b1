import { removeForbiddenCharacters } from "../../lib/text.ts";
import type { Extension } from "../extensions/extension.ts";
import type { Namespaces } from "../extensions/namespaces.ts";
import { MEDIA_NAMESPACE } from "../media-rss.ts";
import { RSS_NAMESPACES } from "../rss.ts";
import { listOf, type Read, readMembers, readText, report } from "./read-values.ts";

export const ITUNES_NAMESPACE = "http://www.itunes.com/dtds/podcast-1.0.dtd";

/** A prefix means one thing in a document, as its root declares them all. For these an extension need not say what. */
const knownNamespaces: Namespaces = /* @__PURE__ */ Object.assign(
  {
    media: MEDIA_NAMESPACE,
    itunes: ITUNES_NAMESPACE,
  },
  RSS_NAMESPACES,
);

const members = { name: readText, namespace: readText, objects: (value: unknown) => value };

/** Reads extensions, and notes the namespaces that they use. */
export function extensionsOf(used: Record<string, string>): Read<Extension[]> {
  const admits = (name: string, namespace?: string): boolean => {
    const [prefix = "", local] = name.split(":");
    if (local === undefined) return true;
    const known = (Object.hasOwn(knownNamespaces, prefix) ? knownNamespaces : used)[prefix] ?? namespace;
    if (known === undefined || (namespace ?? known) !== known) return false;
    used[prefix] = known;
    return true;
  };
  return listOf((value, problems) => {
    const { name = "", namespace, objects } = readMembers(members, value, problems);
    // JSON Feed 1.1, Extensions: no name has a period.
    const isMember = /^_[a-z][^.]*$/i.test(name);
    if (!isMember && !(name.includes(":") && isElementName(name) && admits(name, namespace))) {
      return report(problems, "a name with a namespace", name);
    }
    try {
      // JSON's own walk meets each member once, and refuses what contains itself.
      const copy = JSON.stringify(objects, function (key, one: unknown) {
        const isName = isMember ? !key.includes(".") : isElementName(key) && admits(key);
        // The root and members of arrays have no names.
        if (!isName && one !== objects && !Array.isArray(this)) return report(problems, "a name", key);
        return typeof one === "string" ? removeForbiddenCharacters(one) : one;
      });
      // JSON Feed 1.1: a custom object is an object.
      if (!isMember || copy.startsWith("{")) return { name, objects: JSON.parse(copy) };
    } catch {}
    return report(problems, "an object", objects);
  });
}

/** Namespaces in XML §3, in ASCII. */
function isElementName(name: string): boolean {
  return /^(?!xml)[a-z_][\w.-]*(?::[a-z_][\w.-]*)?$/i.test(name);
}
