import { SaxesParser } from "saxes";
import type { TreeRecord } from "../records.ts";
import type { SourceFeed } from "../source-feed.ts";
import { readWxrTree } from "./read-wxr.ts";

interface Node {
  readonly members: Record<string, unknown>;
  readonly name: string;
  text: string;
}

/** Ends the reading: saxes has no other way out of the middle of a text. */
class Fault extends Error {}

const MAX_DEPTH = 20;

/** A well-formed export; undefined for one with a fault or a DOCTYPE, of which the lenient parser makes what it can. */
export function readSoundWxr(text: string): SourceFeed | undefined {
  const tree = parseSoundTree(text);
  return tree === undefined ? undefined : readWxrTree(tree);
}

/**
 * The tree of a document in one pass. A text is a text, or `#text` beside attributes (`@name`) and elements; elements of one name are a list.
 */
function parseSoundTree(text: string): TreeRecord | undefined {
  const root: Node = { members: {}, name: "", text: "" };
  const open = [root];
  const parser = new SaxesParser({ position: false });
  const stop = () => {
    throw new Fault();
  };
  parser.on("error", stop);
  parser.on("doctype", stop);
  parser.on("opentag", ({ name, attributes }) => {
    const members: Node["members"] = {};
    for (const attribute in attributes) members[`@${attribute}`] = attributes[attribute];
    if (open.push({ members, name, text: "" }) > MAX_DEPTH) stop();
  });
  const takeText = (part: string) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += part;
  };
  parser.on("text", takeText);
  parser.on("cdata", takeText);
  parser.on("closetag", () => {
    const node = open.pop();
    const parent = open.at(-1);
    if (node !== undefined && parent !== undefined) addMember(parent.members, node);
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
  return root.members;
}

function addMember(parent: Record<string, unknown>, { members, name, text }: Node): void {
  if (name === "__proto__") return;
  const value = Object.keys(members).length === 0 ? text : text === "" ? members : { ...members, "#text": text };
  const known = Object.hasOwn(parent, name) ? parent[name] : undefined;
  if (known === undefined) parent[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else parent[name] = [known, value];
}
