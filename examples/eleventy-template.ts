import { loadFeed } from "./posts.ts";

// Eleventy: rss.11ty.js. A static site has no requests to answer: the template writes the file.

export default class RssTemplate {
  data() {
    return { permalink: "/rss.xml", eleventyExcludeFromCollections: true };
  }

  async render(): Promise<string> {
    return (await loadFeed()).rss2();
  }
}
