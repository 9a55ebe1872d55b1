import { expandMdx } from "./mdx/expand-mdx.ts";
import { isMdx } from "./mdx/is-mdx.ts";
import { type Expansion, expandTemplates } from "./template/expand-templates.ts";
import { cutHeldBlocks } from "./template/held-blocks.ts";

/** Reduces a text to the Markdown or HTML that its reader knows, by its kind. */
export function expandSource(source: string, kind: "markdown" | "mdx" | "html"): Expansion {
  const { text, cuts } = cutHeldBlocks(source, kind);
  const expansion = expandCut(text, kind);
  const [first] = cuts;
  if (first === undefined) return expansion;
  const line = source.slice(0, first.position).split("\n").length;
  const message = `Text that is not for every reader is not published: what follows ${first.mark}`;
  return {
    ...expansion,
    findings: [{ severity: "warning", reason: "template-held", line, message }, ...expansion.findings],
  };
}

function expandCut(source: string, kind: "markdown" | "mdx" | "html"): Expansion {
  if (kind === "html" || (kind === "markdown" && !isMdx(source))) return expandTemplates(source, kind);
  const mdx = expandMdx(source, kind);
  const rest = expandTemplates(mdx.text, "markdown");
  const lineInMdx = mdx.lineOf ?? ((line: number) => line);
  const lineInRest = rest.lineOf ?? ((line: number) => line);
  const findings = rest.findings.map((finding) => ({ ...finding, line: finding.line && lineInMdx(finding.line) }));
  return {
    text: rest.text,
    lineOf: (mdx.lineOf ?? rest.lineOf) ? (line) => lineInMdx(lineInRest(line)) : undefined,
    findings: [...mdx.findings, ...findings],
  };
}
