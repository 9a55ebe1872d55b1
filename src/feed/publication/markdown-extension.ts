import type { Extension } from "../extensions/extension.ts";

/** http://source.scripting.com/. Written out here, since the module for all of it is too large for isolates that answer polls. */
const NAMESPACE = "http://source.scripting.com/";

export const MARKDOWN_NAMESPACES = { source: NAMESPACE } as const;

export function writeMarkdownElement(markdown: string): Extension {
  return { name: "source:markdown", objects: { _text: markdown }, namespace: NAMESPACE };
}
