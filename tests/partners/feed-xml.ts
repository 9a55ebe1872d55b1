import { XMLParser } from "fast-xml-parser";

// RSS as a partner reads it. Nothing here or in rules/ knows the code that writes feeds.

/** An element by its Clark name: `{http://purl.org/dc/elements/1.1/}creator`, or `title` where it has no namespace. */
export interface FeedNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text, trimmed. */
  readonly text: string;
  readonly children: readonly FeedNode[];
}

export interface PartnerFeed {
  readonly xml: string;
  readonly bytes: number;
  readonly channel: FeedNode;
  readonly items: readonly FeedNode[];
}

type Parsed = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  processEntities: { maxTotalExpansions: 1e7, maxExpandedLength: 1e8 },
});

/** Throws where the text is no RSS 2.0. */
export function readFeed(xml: string): PartnerFeed {
  const root = (parser.parse(xml) as Parsed[]).map((one) => toNode(one, {})).find(({ name }) => name === "rss");
  const channel = root?.children.find(({ name }) => name === "channel");
  if (root?.attributes.version !== "2.0" || channel === undefined) throw new Error("no RSS 2.0");
  const items = channel.children.filter(({ name }) => name === "item");
  return { xml, bytes: new TextEncoder().encode(xml).length, channel, items };
}

/** The root element of any document. */
export function readRoot(xml: string): FeedNode {
  const root = (parser.parse(xml) as Parsed[]).map((one) => toNode(one, {})).find(({ name }) => !name.startsWith("?"));
  if (root === undefined) throw new Error("no element");
  return root;
}

function toNode(parsed: Parsed, inherited: Readonly<Record<string, string>>): FeedNode {
  const { ":@": attributes = {}, ...rest } = parsed as { ":@"?: Record<string, string> } & Parsed;
  const [tag = "", content] = Object.entries(rest)[0] ?? [];
  const spaces = { ...inherited, ...declarationsOf(attributes) };
  const parts = Array.isArray(content) ? (content as Parsed[]) : [];
  const text = parts.flatMap((part) => ("#text" in part ? [String(part["#text"])] : [])).join("");
  const children = parts.filter((part) => !("#text" in part)).map((part) => toNode(part, spaces));
  return { name: resolveName(tag, spaces), attributes, text: text.trim(), children };
}

function declarationsOf(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const declared = Object.entries(attributes).filter(([name]) => name === "xmlns" || name.startsWith("xmlns:"));
  return Object.fromEntries(declared.map(([name, space]) => [name.slice("xmlns:".length), space]));
}

function resolveName(tag: string, spaces: Readonly<Record<string, string>>): string {
  const [prefix = "", local] = tag.split(":");
  if (local === undefined) return spaces[""] === undefined ? tag : `{${spaces[""]}}${tag}`;
  return `{${spaces[prefix] ?? `undeclared ${prefix}`}}${local}`;
}

export function all(node: FeedNode, name: string): FeedNode[] {
  return node.children.filter((child) => child.name === name);
}

/** The text of the only child of that name; "" where there is none or another. */
export function only(node: FeedNode, name: string): string {
  const found = all(node, name);
  return found.length === 1 ? (found[0]?.text ?? "") : "";
}
