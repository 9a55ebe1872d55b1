import type { Element, Root } from "hast";
import type { RecordingField } from "../front-matter/read-recordings-field.ts";
import { findElements, lineOf } from "../markup/body-tree.ts";
import type { Transcript } from "./recording.ts";

/** A recording before its file is looked up. */
export type NamedRecording = Omit<RecordingField, "field"> & {
  readonly line: number | undefined;
  readonly tracks: readonly Transcript[];
};

/** The players of a text, whose addresses are resolved. */
export function listPlayers(tree: Root): NamedRecording[] {
  return findElements(tree, ({ tagName }) => tagName === "audio" || tagName === "video").flatMap(
    (player): NamedRecording[] => {
      const medium = player.tagName === "audio" ? "audio" : "video";
      const inside = findElements({ type: "root", children: player.children }, () => true);
      const sources = [player, ...inside.filter(({ tagName }) => tagName === "source")];
      const source = sources.find(({ properties }) => typeof properties.src === "string");
      if (source === undefined) return [];
      const tracks = inside.filter(({ tagName }) => tagName === "track").flatMap(readTrack);
      const { poster } = player.properties;
      const place = { src: String(source.properties.src), medium, line: lineOf(player), tracks } as const;
      return [{ ...place, ...(typeof poster === "string" && { poster }) }];
    },
  );
}

function readTrack({ properties }: Element): Transcript[] {
  const { src, kind = "subtitles", srcLang } = properties;
  if (typeof src !== "string" || (kind !== "subtitles" && kind !== "captions")) return [];
  const language = typeof srcLang === "string" ? { language: srcLang } : {};
  return [{ url: src, mediaType: "text/vtt", ...language, isCaptions: true }];
}
