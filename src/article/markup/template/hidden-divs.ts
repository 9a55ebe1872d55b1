/** Fenced divs of Pandoc, Quarto and markdown-it: `::: {.hidden}` up to its `:::`. */
const FENCE = /^ {0,3}:{3,}[ \t]*(\S.*)?$/gm;
const HIDING =
  /(?:^|[\s.{])(?:hidden|d-none|is-hidden|comment|drafts?|private|secret|internal|content-hidden|content-visible)(?=[\s.}]|$)/i;
/** The formats of Quarto in which a page is one of the web. */
const WEB = /["']?(?:html\w*|markdown)["']?/i;

export interface HiddenDiv {
  readonly start: number;
  /** The end of the text where the div has none. */
  readonly end: number;
  readonly mark: string;
}

/** The outermost divs that readers of a page do not see. */
export function findHiddenDivs(source: string, isInCode: (position: number) => boolean): HiddenDiv[] {
  const divs: HiddenDiv[] = [];
  let open: { readonly start: number; readonly mark: string; depth: number } | undefined;
  for (const { index, 0: line, 1: head } of source.matchAll(FENCE)) {
    if (isInCode(index)) continue;
    if (open === undefined) {
      if (head !== undefined && isHiding(head)) open = { start: index, mark: line.trim().slice(0, 60), depth: 1 };
      continue;
    }
    open.depth += head === undefined ? -1 : 1;
    if (open.depth > 0) continue;
    divs.push({ start: open.start, end: index + line.length, mark: open.mark });
    open = undefined;
  }
  return open === undefined ? divs : [...divs, { start: open.start, end: source.length, mark: open.mark }];
}

/** Quarto shows or hides by format and profile: only the web's formats are known here. */
function isHiding(head: string): boolean {
  const [name = ""] = head.split(/[\s{[]/, 1);
  const attributes = (/\{([^}]*)\}/.exec(head)?.[1] ?? "").replace(/=\s*(?:"[^"]*"|'[^']*')/g, "");
  // The words after a name are its title.
  if (!HIDING.test(name) && !HIDING.test(attributes)) return false;
  const format = /when-format\s*=\s*(\S+)/.exec(head)?.[1];
  const unless = /unless-format\s*=\s*(\S+)/.exec(head)?.[1];
  const isMet = (format === undefined || WEB.test(format)) && (unless === undefined || !WEB.test(unless));
  if (/content-visible/.test(head)) return !isMet || /when-profile/.test(head);
  return !/content-hidden/.test(head) || isMet;
}
