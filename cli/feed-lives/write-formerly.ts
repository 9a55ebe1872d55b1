import { isMap, isSeq, parseDocument, YAMLSeq } from "yaml";

/** The collections of site.yaml whose members may say what they were called. */
const LISTS = { categories: "categories", authors: "authors" } as const;

/** site.yaml with a line that says what a category or an author was called; undefined where it cannot be added. */
export function writeFormerly(
  siteText: string,
  heir: { readonly name: string; readonly title: string },
  former: string,
) {
  const [collection = ""] = heir.name.split("/");
  if (!Object.hasOwn(LISTS, collection)) return undefined;
  const document = parseDocument(siteText, { schema: "failsafe" });
  const written: unknown = document.get(collection, true);
  const list = isSeq(written) ? written : new YAMLSeq();
  const index = list.items.findIndex((item) => nameOfMember(item) === heir.title.toLowerCase());
  if (index >= 0) {
    const member = list.items[index];
    const before: unknown = isMap(member) ? document.createNode(member).toJSON() : undefined;
    const fields = typeof before === "object" && before !== null ? before : { name: heir.title };
    const formerly = "formerly" in fields ? [fields.formerly].flat() : [];
    list.set(index, document.createNode({ ...fields, formerly: [...formerly, former] }));
  } else {
    list.add(document.createNode({ name: heir.title, formerly: former }));
  }
  document.set(collection, list);
  return document.toString({ lineWidth: 0 });
}

/** A member is a name, or a group with one. */
function nameOfMember(item: unknown): string {
  const name: unknown = isMap(item) ? item.get("name") : item;
  return String(name).trim().toLowerCase();
}
