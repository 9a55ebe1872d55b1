import { Feed } from "feed";

// Three former homes of one publication, as their tools export them: the same at every run, with all that makes a move awkward.

export const OLD_HOME = "https://old.example";

/** What readers of the old feed have of an article, and where they link to. */
export interface OldEntry {
  readonly id: string;
  readonly publishedAt: number;
  readonly path: string;
  readonly category: string;
}

export interface OldSite {
  readonly name: string;
  readonly text: string;
  readonly entries: readonly OldEntry[];
}

const ID_FORMS: readonly ((number: number) => string)[] = [
  (number) => `${OLD_HOME}/?p=${number}`,
  (number) => `ep #${number} & <more> "quoted"`,
  (number) => `${number}`,
  (number) => `tag:old.example,2019:${number}`,
  (number) => `HTTPS://OLD.example/Ünï/${number}?a=1&b=2`,
  (number) => `e\u0301-日本-👩‍👧-${number}`,
  (number) => `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
  (number) => `${OLD_HOME}/%7Euser/${number}#fragment`,
];

/** Years apart, within one second of one another, before 1970, on the day that a year has only sometimes. */
function timeOf(number: number): number {
  if (number === 1) return Date.UTC(1969, 11, 31, 23, 59, 58);
  if (number === 2) return Date.UTC(2000, 1, 29, 12);
  return Date.UTC(2009, 0, 1) + Math.floor(number / 3) * 1_000_003_000;
}

const CATEGORIES = ["Port & Quay", "Ύδρα", "C++", "日本", "news"];

function categoryOf(number: number): string {
  return CATEGORIES[number % CATEGORIES.length] ?? "";
}

const FEED_ENTRIES = 500;

/** What the stock package makes of 500 articles. */
export function writeStockFeed(): OldSite {
  const feed = new Feed({
    id: OLD_HOME,
    link: `${OLD_HOME}/`,
    title: "Old & Sons",
    copyright: "them",
    updated: new Date(0),
  });
  const entries = Array.from({ length: FEED_ENTRIES }, (_, index): OldEntry => {
    const number = index + 1;
    const id = ID_FORMS[number % ID_FORMS.length]?.(number) ?? "";
    const publishedAt = timeOf(number);
    const folder = new Date(publishedAt).getUTCFullYear();
    const path = `/${folder}/${number % 4 === 0 ? `caf%C3%A9 ${number}`.replace(" ", "-") : `post-${number}.html`}`;
    return { id, publishedAt, path, category: categoryOf(number) };
  });
  for (const { id, publishedAt, path, category } of entries) {
    const date = new Date(publishedAt);
    const texts = {
      title: `Entry ${path}`,
      description: "In short & plain",
      content: `<p>Text of <b>${path}</b>.</p>`,
    };
    feed.addItem({ ...texts, id, link: OLD_HOME + path, date, published: date, category: [{ name: category }] });
  }
  return { name: "RSS by the stock feed package", text: feed.rss2(), entries };
}

const BLOG_ENTRIES = 24;

/** A WordPress export, with what is no article among the posts. */
export function writeWordPress(): OldSite {
  const entries = Array.from({ length: BLOG_ENTRIES }, (_, index): OldEntry => {
    const number = 1001 + index;
    const publishedAt = Date.UTC(2015, 2, 29, 0, 30, index % 3) + index * 86_400_000 * 31;
    const month = new Date(publishedAt).toISOString().slice(0, 7).replace("-", "/");
    const slug = index % 5 === 0 ? encodeURIComponent(`νέα-${number}`).toLowerCase() : `post-${number}`;
    const id = index % 2 === 0 ? `${OLD_HOME}/?p=${number}` : `${OLD_HOME}/?post_type=post&p=${number}`;
    return { id, publishedAt, path: `/${month}/${slug}/`, category: categoryOf(index) };
  });
  const others = ["draft", "trash", "auto-draft"].map((status, index) => writeItem(9000 + index, status, "post"));
  const items = [...entries.map(writePost), ...others, writeItem(9100, "publish", "page")];
  const text = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old blog</title><link>${OLD_HOME}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>${OLD_HOME}</wp:base_blog_url>
${items.join("\n")}
</channel></rss>`;
  return { name: "a WordPress export", text, entries };
}

function writePost({ id, publishedAt, path, category }: OldEntry, index: number): string {
  const date = new Date(publishedAt);
  // An import from elsewhere leaves zeros where the time in Greenwich belongs.
  const inGreenwich = index % 7 === 0 ? "0000-00-00 00:00:00" : date.toISOString().slice(0, 19).replace("T", " ");
  const slug = path.split("/").at(-2);
  return `<item><title><![CDATA[Post ${slug}]]></title><link>${OLD_HOME}${path}</link><pubDate>${date.toUTCString()}</pubDate>
<dc:creator><![CDATA[mara]]></dc:creator><guid isPermaLink="false">${id.replaceAll("&", "&#038;")}</guid>
<content:encoded><![CDATA[Text of <em>${slug}</em>.]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>${index}</wp:post_id><wp:post_date_gmt><![CDATA[${inGreenwich}]]></wp:post_date_gmt>
<wp:post_name><![CDATA[${slug}]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status>
<wp:post_type><![CDATA[post]]></wp:post_type><category domain="category" nicename="x"><![CDATA[${category}]]></category></item>`;
}

function writeItem(number: number, status: string, type: string): string {
  return `<item><title>Not shown ${number}</title><link>${OLD_HOME}/?p=${number}</link>
<guid isPermaLink="false">${OLD_HOME}/?p=${number}</guid><content:encoded><![CDATA[Nobody saw this.]]></content:encoded>
<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><wp:post_name></wp:post_name>
<wp:status>${status}</wp:status><wp:post_type>${type}</wp:post_type></item>`;
}

/** A Ghost export: its ids are 24 digits, which no Atom feed may have as they are. */
export function writeGhost(): OldSite {
  const entries = Array.from({ length: BLOG_ENTRIES }, (_, index): OldEntry => {
    const slug = index % 6 === 0 ? `größe-${index}` : `ghost-${index}`;
    return {
      id: (0x5f000000 + index).toString(16).padEnd(24, "0"),
      publishedAt: Date.UTC(2020, 0, 2, 3, 4, 5) + index * 999_000,
      path: `/${encodeURIComponent(slug)}/`,
      category: categoryOf(index),
    };
  });
  const posts = entries.map(({ id, publishedAt, path }, index) => ({
    id,
    slug: decodeURIComponent(path.slice(1, -1)),
    title: `Ghost ${index}`,
    html: `<p>Text with <a href="__GHOST_URL__/ghost-1/">a link</a>, ${index}.</p>`,
    status: "published",
    // Ghost 0.x wrote milliseconds.
    published_at: index % 4 === 0 ? publishedAt : new Date(publishedAt).toISOString(),
  }));
  const hidden = {
    id: "a".repeat(24),
    slug: "hidden",
    title: "Hidden",
    html: "<p>Nobody saw this.</p>",
    status: "draft",
  };
  const tags = CATEGORIES.map((name, index) => ({ id: `t${index}`, name, slug: `tag-${index}` }));
  const links = entries.map(({ id }, index) => ({ post_id: id, tag_id: `t${index % CATEGORIES.length}` }));
  const data = { posts: [...posts, hidden], tags, posts_tags: links, settings: [{ key: "title", value: "Old ghost" }] };
  return { name: "a Ghost export", text: JSON.stringify({ db: [{ data }] }), entries };
}
