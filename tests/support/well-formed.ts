const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';
/** XML 1.0 §2.2: what may occur in a document. With `u`, a lone surrogate is no pair and so forbidden. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const NAME = "[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?";
const TOKEN = new RegExp(
  [
    "<!\\[CDATA\\[(?<cdata>.*?)\\]\\]>",
    `<\\?(?!xml\\s)${NAME}\\s.*?\\?>`,
    `</(?<end>${NAME})\\s*>`,
    `<(?<start>${NAME})(?<attributes>(?:\\s+${NAME}="[^"<]*")*)\\s*(?<empty>/?)>`,
    "(?<text>[^<]+)",
  ].join("|"),
  "suy",
);
const ATTRIBUTE = new RegExp(`(${NAME})="([^"]*)"`, "gu");
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/;

interface Element {
  readonly name: string;
  readonly prefixes: readonly string[];
}

type Token = Readonly<Record<string, string | undefined>>;

/** What makes a text no well-formed, namespace-well-formed XML 1.0 document of ours (no DOCTYPE, no comment); or undefined. */
export function findXmlFault(xml: string): string | undefined {
  if (!xml.startsWith(DECLARATION)) return "no XML declaration at the start";
  if (FORBIDDEN.test(xml)) return `forbidden character at ${xml.search(FORBIDDEN)}`;
  const open: Element[] = [{ name: "#document", prefixes: ["xml", "xmlns"] }];
  let roots = 0;
  for (TOKEN.lastIndex = DECLARATION.length; TOKEN.lastIndex < xml.length; ) {
    const position = TOKEN.lastIndex;
    const token: Token | undefined = TOKEN.exec(xml)?.groups;
    if (token === undefined) return `no markup at ${position}: ${xml.slice(position, position + 60)}`;
    if (token.start !== undefined && open.length === 1 && ++roots > 1) return `second root <${token.start}>`;
    const fault = followToken(token, open);
    if (fault !== undefined) return fault;
  }
  return open.length === 1 && roots === 1 ? undefined : `unclosed: ${open.map(({ name }) => name).join(" ")}`;
}

/** Opens and closes elements on the stack. */
function followToken(token: Token, open: Element[]): string | undefined {
  if (token.start !== undefined) return followStart(token.start, token, open);
  if (token.end !== undefined) {
    const name = open.pop()?.name;
    return name === token.end ? undefined : `</${token.end}> closes <${name}>`;
  }
  const isOutside = open.length === 1 && (token.cdata !== undefined || token.text?.trim());
  return isOutside ? "text outside the root" : findTextFault(token.text ?? "");
}

function followStart(name: string, { attributes = "", empty }: Token, open: Element[]): string | undefined {
  const declared = [...attributes.matchAll(/\sxmlns:([\w.-]+)="/g)].map(([, prefix = ""]) => prefix);
  const prefixes = [...(open.at(-1)?.prefixes ?? []), ...declared];
  if (empty === "") open.push({ name, prefixes });
  return findAttributeFault(name, attributes, prefixes);
}

function findTextFault(text: string): string | undefined {
  if (text.includes("]]>")) return "]]> in text";
  return BARE_AMPERSAND.test(text) ? `bare & in ${text.slice(0, 80)}` : undefined;
}

function findAttributeFault(element: string, attributes: string, prefixes: readonly string[]): string | undefined {
  const pairs = [...attributes.matchAll(ATTRIBUTE)];
  const names = pairs.map(([, name = ""]) => name);
  if (new Set(names).size !== names.length) return `attribute twice in <${element}${attributes}>`;
  const bare = pairs.find(([, , value = ""]) => BARE_AMPERSAND.test(value));
  if (bare !== undefined) return `bare & in attribute ${bare[0]}`;
  const unknown = [element, ...names].find(
    (name) => name.includes(":") && !prefixes.includes(name.split(":")[0] ?? ""),
  );
  return unknown === undefined ? undefined : `prefix not declared: ${unknown}`;
}
