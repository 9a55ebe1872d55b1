import type { PartnerId } from "../../src/article/profile/partner-ids.ts";
import { all, only, readFeed } from "./feed-xml.ts";
import { MODIFIED, UPDATED } from "./rules/names.ts";
import { readNinjs } from "./rules/ninjs.ts";

/** What a partner keeps of an entry. */
export interface SeenItem {
  /** The last part of its page's address. */
  readonly slug: string;
  readonly id: string;
  readonly published: string;
  readonly modified: string;
}

const lastPart = (address: string) => address.split("/").at(-1) ?? "";

/** The entries of a partner's document, in their order. */
export function readItems(id: PartnerId, document: string): SeenItem[] {
  if (id === "ninjs") {
    return (readNinjs(document).associations ?? []).map((item) => ({
      slug: lastPart(item.altIds?.find(({ role }) => role === "link")?.value ?? ""),
      id: item.uri ?? "",
      published: item.firstCreated ?? "",
      modified: item.versionCreated ?? "",
    }));
  }
  return readFeed(document).items.map((item) => ({
    slug: lastPart(only(item, "link")),
    id: only(item, "guid"),
    published: only(item, "pubDate"),
    modified: [...all(item, MODIFIED), ...all(item, UPDATED)].map(({ text }) => text).join(),
  }));
}
