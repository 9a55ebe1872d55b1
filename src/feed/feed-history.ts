import { emptyElement } from "../lib/xml.ts";
import type { FeedPaging } from "./feed-item.ts";

// RFC 5005 §2 and §4: how a complete feed and a closed page are marked, in RSS and Atom alike.

interface Paged {
  readonly paging?: FeedPaging | undefined;
}

const NAMESPACE = { fh: "http://purl.org/syndication/history/1.0" } as const;
const elements = { complete: emptyElement("fh:complete"), archive: emptyElement("fh:archive") };

/** Declared only where it is used. */
export function historyNamespace(head: Paged): typeof NAMESPACE | undefined {
  return markOf(head) && NAMESPACE;
}

export function renderHistory(head: Paged): string {
  const mark = markOf(head);
  return mark === undefined ? "" : elements[mark]();
}

function markOf({ paging }: Paged): keyof typeof elements | undefined {
  return paging?.kind === "complete" || paging?.kind === "archive" ? paging.kind : undefined;
}
