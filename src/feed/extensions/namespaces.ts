import { attribute } from "../../lib/xml.ts";

/** Namespace IRIs by prefix. */
export type Namespaces = Readonly<Record<string, string>>;

/** Declarations for a root element. */
export function declareNamespaces(namespaces: Namespaces): string {
  let declarations = "";
  for (const prefix in namespaces) declarations += attribute(`xmlns:${prefix}`)(namespaces[prefix]);
  return declarations;
}
