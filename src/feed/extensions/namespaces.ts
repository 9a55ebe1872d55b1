import { attribute } from "../../lib/xml.ts";

/** Namespace IRIs by prefix. */
export type Namespaces = Readonly<Record<string, string>>;

/** Declarations for a root element. */
export function declareNamespaces(namespaces: Namespaces): string {
  return Object.entries(namespaces)
    .map(([prefix, namespace]) => attribute(`xmlns:${prefix}`, namespace))
    .join("");
}
