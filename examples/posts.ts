import { Feed } from "edgewire/feed";

/** Stands for a content collection, a table or a CMS. */
const posts = [
  { slug: "ferry", title: "The ferry is back", at: "2026-03-14T09:00:00Z", html: "<p>It sails at nine.</p>" },
  { slug: "quay", title: "Work on the quay", at: "2026-03-12T08:00:00Z", html: "<p>Until May.</p>" },
];

const SITE = "https://news.example";

export async function loadFeed(): Promise<Feed> {
  const feed = new Feed({ title: "Harbour news", link: `${SITE}/`, language: "en" });
  for (const { slug, title, at, html } of posts) {
    feed.addItem({ title, link: `${SITE}/${slug}`, date: new Date(at), content: html });
  }
  return feed;
}

/** Cheap, and different whenever the feed is: here the number of posts. */
export async function readRevision(): Promise<number> {
  return posts.length;
}
