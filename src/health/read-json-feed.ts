import { type FeedReading, type ItemReading, listImages, listLacks, readLength } from "./feed-reading.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Undefined for JSON that is no JSON Feed. */
export function readJsonFeed(value: unknown): FeedReading | undefined {
  if (!isFields(value) || !textOf(value, "version")?.includes("jsonfeed.org")) return undefined;
  return {
    format: "JSON Feed",
    selfAddress: textOf(value, "feed_url"),
    hubs: listFields(value, "hubs").flatMap((hub) => textOf(hub, "url") ?? []),
    lacks: listLacks({ title: textOf(value, "title"), items: Array.isArray(value.items) ? "given" : undefined }),
    dates: [],
    items: listFields(value, "items").map(readItem),
  };
}

function readItem(item: Fields, index: number): ItemReading {
  const html = textOf(item, "content_html");
  const content = html ?? textOf(item, "content_text");
  const id = textOrNumberOf(item, "id");
  const [image, banner] = [textOf(item, "image"), textOf(item, "banner_image")];
  return {
    label: textOf(item, "title") ?? `item ${index + 1}`,
    id,
    lacks: listLacks({ id, "content_html or content_text": content }),
    dates: ["date_published", "date_modified"].flatMap((name) => {
      const text = textOf(item, name);
      return text === undefined ? [] : [{ name, text, form: "RFC 3339" as const }];
    }),
    enclosures: listFields(item, "attachments").flatMap((file) => {
      const address = textOf(file, "url");
      const length = readLength(textOrNumberOf(file, "size_in_bytes"));
      return address === undefined ? [] : [{ address, mediaType: textOf(file, "mime_type"), length }];
    }),
    images: [...listImages(html, textOf(item, "url")), ...[image, banner].flatMap((one) => one ?? [])],
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listFields(parent: Fields, name: string): Fields[] {
  const value = parent[name];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function textOf(parent: Fields, name: string): string | undefined {
  const value = parent[name];
  return typeof value === "string" ? value : undefined;
}

/** JSON Feed 1.1 §items: a number is to be read as its text. */
function textOrNumberOf(parent: Fields, name: string): string | undefined {
  const value = parent[name];
  return typeof value === "number" ? String(value) : textOf(parent, name);
}
