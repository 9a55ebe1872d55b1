import type { XmlElement } from "../../lib/parse-xml.ts";
import { absolute, type PodcastReading } from "../feed-reading.ts";
import { listChildren } from "../xml-parts.ts";
import { isPodcastDocument, lintPodcast } from "./lint-podcast.ts";
import { ITUNES } from "./podcast-fault.ts";

/** Undefined where a document is no podcast. */
export function readPodcast(xml: string, root: XmlElement): PodcastReading | undefined {
  if (!isPodcastDocument(root)) return undefined;
  const [channel] = listChildren(root, "channel");
  const holders = channel === undefined ? [] : [channel, ...listChildren(channel, "item")];
  const artworks = holders.flatMap((holder) =>
    listChildren(holder, "image", ITUNES).flatMap(
      ({ attributes }) => absolute(attributes.get("href"), undefined) ?? [],
    ),
  );
  return { faults: lintPodcast(xml, root), artworks: [...new Set(artworks)] };
}
