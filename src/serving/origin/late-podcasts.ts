/** The elements of podcasts, which no other feed has: imported when the first podcast is rendered. */
export { listItemExtensions } from "../../feed/podcast/list-item-extensions.ts";
export { writePodcastHead } from "../../feed/podcast/podcast-head.ts";
