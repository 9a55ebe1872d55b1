/** The package's entry `edgewire/feed`. */
export { dc } from "../extensions/dc.ts";
export { georss } from "../extensions/georss.ts";
export { itunesChannel, itunesItem } from "../extensions/itunes.ts";
export { media } from "../extensions/media.ts";
export { podcastChannel, podcastItem } from "../extensions/podcast.ts";
export { rsl } from "../extensions/rsl.ts";
export { slash } from "../extensions/slash.ts";
export { source } from "../extensions/source.ts";
export { thr } from "../extensions/thread.ts";
export { webfeeds } from "../extensions/webfeeds.ts";
export { extras } from "./extras.ts";
export { Feed } from "./feed.ts";
export { listProblems } from "./list-problems.ts";
export { renderAtom } from "./render-atom.ts";
export { renderJson } from "./render-json.ts";
export { renderRss } from "./render-rss.ts";
export type {
  Author,
  Category,
  Enclosure,
  Extension,
  FeedOptions,
  FeedSource,
  Item,
  Problem,
  ReadonlyItem,
} from "./types.ts";
