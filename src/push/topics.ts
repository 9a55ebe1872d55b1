import { feedAddress } from "../feed/build-feed.ts";
import { type FeedName, readFeedName } from "../feed/feed-names.ts";
import { allFormats, formats } from "../feed/formats.ts";
import type { Topic } from "./push-store.ts";

/** The self address of a topic's document. */
export function topicAddress({ feed, format }: Topic, publicUrl: string): string {
  return feedAddress(publicUrl, feed, formats[format]);
}

/** The topic that an address is the self of; undefined: none of ours. Whether the feed exists, the store knows. */
export function findTopic(address: string, publicUrl: string): Topic | undefined {
  const format = allFormats.find(({ fileName }) => address.endsWith(`/${fileName}`));
  if (format === undefined || !address.startsWith(`${publicUrl}/`)) return undefined;
  const feed = readFeedPath(address.slice(publicUrl.length, -format.fileName.length));
  if (feed === undefined) return undefined;
  const topic = { feed, format: format.id };
  // Another spelling of the same address is another topic: subscribers compare bytes.
  return topicAddress(topic, publicUrl) === address ? topic : undefined;
}

function readFeedPath(path: string): FeedName | undefined {
  if (path === "/") return "main";
  const name = /^\/(.+)\/$/.exec(path)?.[1] ?? "";
  try {
    return readFeedName(name.split("/").map(decodeURI));
  } catch {
    return undefined; // A "%" that encodes nothing.
  }
}
