/** XML 1.0 §2.2: what may occur in a document. With `u`, a lone surrogate is no pair and so forbidden. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const NAME = "[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?";
const TOKEN = new RegExp(
  [
    `<!\\[CDATA\\[(?<cdata>[^]*?)\\]\\]>`,
    `<\\?(?!xml\\s)(?<instruction>${NAME})\\s[^]*?\\?>`,
    `</(?<end>${NAME})\\s*>`,
    `<(?<start>${NAME})(?<attributes>(?:\\s+${NAME}="[^"<]*")*)\\s*(?<empty>/?)>`,
    "(?<text>[^<]+)",
  ].join("|"),
  "uy",
);
const ATTRIBUTE = new RegExp(`(${NAME})="([^"]*)"`, "gu");
const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\dA-Fa-f]+);)/;

/** What makes a text no well-formed, namespace-well-formed XML 1.0 document of ours (no DOCTYPE, no comment); or undefined. */
export function findXmlFault(xml: string): string | undefined {
  const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
  if (!xml.startsWith(declaration)) return "no XML declaration at the start";
  if (FORBIDDEN.test(xml)) return `forbidden character at ${xml.search(FORBIDDEN)}`;
  const open: { readonly name: string; readonly prefixes: readonly string[] }[] = [];
  let roots = 0;
  let position = declaration.length;
  while (position < xml.length) {
    TOKEN.lastIndex = position;
    const groups = TOKEN.exec(xml)?.groups;
    if (groups === undefined) return `no markup and no text at ${position}: ${xml.slice(position, position + 60)}`;
    position = TOKEN.lastIndex;
    const { start, end, text, cdata, attributes = "", empty } = groups;
    if (start !== undefined) {
      if (open.length === 0 && ++roots > 1) return `second root <${start}>`;
      const inherited = open.at(-1)?.prefixes ?? ["xml", "xmlns"];
      const fault = findAttributeFault(start, attributes, inherited);
      if (fault !== undefined) return fault;
      if (empty === "") open.push({ name: start, prefixes: [...inherited, ...listDeclaredPrefixes(attributes)] });
    } else if (end !== undefined) {
      const name = open.pop()?.name;
      if (name !== end) return `</${end}> closes <${name}>`;
    } else if (text !== undefined) {
      if (text.includes("]]>")) return "]]> in text";
      if (REFERENCE.test(text)) return `bare & in ${text.slice(0, 80)}`;
      if (open.length === 0 && text.trim() !== "") return `text outside the root: ${text.slice(0, 80)}`;
    } else if (cdata !== undefined && open.length === 0) return "CDATA outside the root";
  }
  return open.length === 0 && roots === 1 ? undefined : `unclosed: ${open.map(({ name }) => name).join(" ")}`;
}

function findAttributeFault(element: string, attributes: string, inherited: readonly string[]): string | undefined {
  const pairs = [...attributes.matchAll(ATTRIBUTE)];
  const names = pairs.map(([, name = ""]) => name);
  if (new Set(names).size !== names.length) return `attribute twice in <${element}${attributes}>`;
  const bare = pairs.find(([, , value = ""]) => REFERENCE.test(value));
  if (bare !== undefined) return `bare & in attribute ${bare[0]}`;
  const known = [...inherited, ...listDeclaredPrefixes(attributes)];
  const unknown = [element, ...names].find((name) => name.includes(":") && !known.includes(name.split(":")[0] ?? ""));
  return unknown === undefined ? undefined : `prefix not declared: ${unknown}`;
}

function listDeclaredPrefixes(attributes: string): string[] {
  return [...attributes.matchAll(/\sxmlns:([\w.-]+)="/g)].map(([, prefix = ""]) => prefix);
}
