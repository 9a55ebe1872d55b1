import type { FeedName } from "../../feed/feed-names.ts";
import type { FormatId } from "../../feed/formats.ts";
import { type Slice, WINDOW } from "../../feed/slices.ts";
import type { OriginMemory } from "./origin-ports.ts";
import { createHeadReader, type HeadPorts } from "./read-head.ts";
import { renderSlice } from "./render-resource.ts";

/** A topic's document for its subscribers, and the revision of its entries. */
interface MadeTopic {
  readonly revision: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The revision that the entries of a feed have for its subscribers; undefined: there is no such feed. */
export async function findTopicRevision(feed: FeedName, ports: HeadPorts): Promise<number | undefined> {
  const head = await createHeadReader(ports).read({ kind: "feed", name: feed });
  return head.status === "live" ? (head.entriesRevision ?? head.revision) : undefined;
}

/**
 * Renders a topic whole, or with the entries after a revision. Articles saved quietly are left out, but for JSON Feed: WebSub §7 lets
 * a hub leave out entries of RSS and Atom alone.
 */
export async function renderTopic(
  feed: FeedName,
  format: FormatId,
  after: number | undefined,
  ports: HeadPorts,
  memory: OriginMemory,
): Promise<MadeTopic | undefined> {
  const slice: Slice = format === "json" ? WINDOW : { kind: "told", revision: after };
  const made = await renderSlice(feed, format, slice, ports, memory);
  return made && { revision: made.head.entriesRevision ?? made.head.revision, bytes: made.bytes };
}
