import type { MachineLicence } from "../../article/profile/machine-licence.ts";
import type { Extension } from "../extensions/extension.ts";

export const RSL_NAMESPACE = "https://rslstandard.org/rsl";

/** RSL 1.0, RSS: the licence of an entry's page. Written out here, since the module for all of RSL is too large for isolates that answer polls. */
export function writeLicence(
  { permits, prohibits, payment, terms }: MachineLicence,
  url: string,
  keptImages: readonly string[] = [],
): Extension[] {
  const writeUses = (values: MachineLicence["permits"]) =>
    values.length === 0 ? [] : { _attributes: { type: "usage" }, _text: values.join(",") };
  const paid =
    payment === undefined && terms === undefined
      ? []
      : { _attributes: { type: payment ?? "free" }, "rsl:standard": terms };
  const license = { "rsl:permits": writeUses(permits), "rsl:prohibits": writeUses(prohibits), "rsl:payment": paid };
  // RSL 1.0, "prohibits": `all` is any use by machines.
  const refused = { "rsl:prohibits": writeUses(["all"]) };
  return [writeContent(url, license), ...keptImages.map((address) => writeContent(address, refused))];
}

function writeContent(url: string, license: Readonly<Record<string, unknown>>): Extension {
  return {
    name: "rsl:content",
    objects: { _attributes: { url }, "rsl:license": license },
    namespace: RSL_NAMESPACE,
  };
}
