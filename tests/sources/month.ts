import type { Site } from "../support/simulated-sources.ts";

// Ten publications: the posts that each shows at a moment, and the way it answers.

export interface Post {
  readonly number: number;
  readonly title: string;
  readonly html: string;
  readonly date: number;
  readonly updated: number;
}

export interface Behaviour {
  readonly name: string;
  readonly from: string;
  readonly idOf: (post: Post) => string;
  /** Of the latest posts, newest first. */
  readonly write: (posts: readonly Post[], poll: number) => string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often it wants to be asked at most. */
  readonly paceMs: number;
  readonly window: number;
  /** Undefined: it has no validators. */
  readonly validator?: "etag" | "last-modified";
  /** A status in place of the document, by the day. */
  readonly fails?: (day: number) => number | undefined;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const rfc822 = (time: number) => new Date(time).toUTCString();
const iso = (time: number) => new Date(time).toISOString();
const escapeMarkup = (html: string) => html.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const host = (name: string) => `https://${name}.example`;

interface RssParts {
  readonly channel?: string;
  readonly link?: (post: Post) => string;
  readonly guid: (post: Post, poll: number) => string;
  readonly more?: (post: Post) => string;
}

const writeRss =
  (
    name: string,
    { channel = "", link = (post) => `${host(name)}/posts/${post.number}-story/`, guid, more }: RssParts,
  ) =>
  (posts: readonly Post[], poll: number) =>
    `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>${name}</title><link>${host(name)}/</link>${channel}${posts
      .map(
        (post) =>
          `<item><title>${post.title}</title><link>${link(post)}</link><guid isPermaLink="false">${guid(post, poll)}</guid><pubDate>${rfc822(post.date)}</pubDate><content:encoded><![CDATA[${post.html}]]></content:encoded>${more?.(post) ?? ""}</item>`,
      )
      .join("")}</channel></rss>`;

const usual = { paceMs: 5 * MINUTE_MS, window: 10 } as const;

export const behaviours: readonly Behaviour[] = [
  {
    ...usual,
    name: "wordpress",
    from: `${host("wordpress")}/feed/`,
    idOf: ({ number }) => `${host("wordpress")}/?p=${number}`,
    write: writeRss("wordpress", {
      guid: ({ number }) => `${host("wordpress")}/?p=${number}`,
      channel: "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>hourly</sy:updatePeriod>",
    }),
    validator: "etag",
  },
  {
    ...usual,
    name: "rest",
    from: `${host("rest")}/wp-json/wp/v2/posts`,
    idOf: ({ number }) => `${host("rest")}/?p=${number}`,
    write: (posts) =>
      JSON.stringify(
        posts.map(({ number, title, html, date, updated }) => ({
          id: number,
          date_gmt: iso(date).slice(0, 19),
          modified_gmt: iso(updated).slice(0, 19),
          guid: { rendered: `${host("rest")}/?p=${number}` },
          slug: `story-${number}`,
          status: "publish",
          link: `${host("rest")}/story-${number}/`,
          title: { rendered: title },
          content: { rendered: html, protected: false },
          excerpt: { rendered: "" },
        })),
      ),
  },
  {
    ...usual,
    name: "ghost",
    from: `${host("ghost")}/rss/`,
    idOf: ({ number }) => number.toString(16).padStart(24, "0"),
    write: writeRss("ghost", { guid: ({ number }) => number.toString(16).padStart(24, "0"), channel: "<ttl>60</ttl>" }),
    paceMs: HOUR_MS,
    validator: "etag",
  },
  {
    ...usual,
    name: "blogger",
    from: `${host("blogger")}/feeds/posts/default`,
    idOf: ({ number }) => `tag:blogger.com,1999:blog-1.post-${number}`,
    write: (posts) =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-1</id><title>blogger</title>${posts
        .map(
          ({ number, title, html, date, updated }) =>
            `<entry><id>tag:blogger.com,1999:blog-1.post-${number}</id><published>${iso(date)}</published><updated>${iso(updated)}</updated><title>${title}</title><content type="html">${escapeMarkup(html)}</content><link rel="alternate" href="${host("blogger")}/2026/11/story-${number}.html"/></entry>`,
        )
        .join("")}</feed>`,
    validator: "last-modified",
  },
  {
    ...usual,
    name: "letters",
    from: `${host("letters")}/feed`,
    idOf: ({ number }) => `${host("letters")}/p/story-${number}`,
    write: writeRss("letters", {
      link: ({ number }) => `${host("letters")}/p/story-${number}`,
      guid: ({ number }) => `${host("letters")}/p/story-${number}`,
      more: ({ number }) => `<enclosure url="https://cdn.example/${number}.jpg" length="0" type="image/jpeg"/>`,
    }),
    headers: { "cache-control": "public, max-age=1800", age: "600" },
    paceMs: 20 * MINUTE_MS,
  },
  {
    ...usual,
    name: "podcast",
    from: `${host("podcast")}/show.xml`,
    idOf: ({ number }) => `episode-${number}`,
    // Every episode has the show's own page for a link.
    write: writeRss("podcast", {
      link: () => `${host("podcast")}/show`,
      guid: ({ number }) => `episode-${number}`,
      more: ({ number }) =>
        `<enclosure url="https://cdn.example/${number}.mp3" length="1000" type="audio/mpeg"/><itunes:duration>60</itunes:duration>`,
      channel: "<ttl>120</ttl>",
    }),
    paceMs: 2 * HOUR_MS,
    validator: "etag",
  },
  {
    ...usual,
    name: "static",
    from: `${host("static")}/feed.json`,
    idOf: ({ number }) => `${host("static")}/${number}-story/`,
    write: (posts) =>
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "static",
        items: posts.map(({ number, title, html, date, updated }) => ({
          id: `${host("static")}/${number}-story/`,
          url: `${host("static")}/${number}-story/`,
          title,
          content_html: html,
          date_published: iso(date),
          date_modified: iso(updated),
        })),
      }),
    headers: { "cache-control": "max-age=3600" },
    paceMs: HOUR_MS,
    validator: "last-modified",
  },
  {
    ...usual,
    name: "restless",
    from: `${host("restless")}/rss`,
    // The id of the poll that met the post first, which is its only one.
    idOf: () => "",
    write: writeRss("restless", { guid: ({ number }, poll) => `id-${number}-${poll}` }),
  },
  {
    ...usual,
    name: "broken",
    from: `${host("broken")}/rss`,
    idOf: ({ number }) => `b-${number}`,
    // A bare ampersand, an undeclared prefix; every fourth answer is cut short.
    write: (posts, poll) => {
      const text = writeRss("broken", { guid: ({ number }) => `b-${number}`, more: () => "<x:y>R&D</x:y>" })(
        posts,
        poll,
      );
      return poll % 4 === 0 ? text.slice(0, -40) : text;
    },
  },
  {
    ...usual,
    name: "leaving",
    from: `${host("leaving")}/rss`,
    idOf: ({ number }) => `l-${number}`,
    write: writeRss("leaving", { guid: ({ number }) => `l-${number}` }),
    fails: (day) => (day >= 15 ? 410 : day >= 10 ? 500 : undefined),
  },
];

/** Answers as the behaviour says, with what the validators allow. */
export function createSite(
  behaviour: Behaviour,
  look: () => { readonly posts: readonly Post[]; readonly day: number },
): Site {
  let polls = 0;
  return (request) => {
    const { posts, day } = look();
    const status = behaviour.fails?.(day);
    if (status !== undefined) return new Response("", { status });
    polls += 1;
    const shown = posts.slice(-behaviour.window).toReversed();
    const changed = Math.max(0, ...shown.map(({ updated }) => updated));
    const validators = { etag: `"${changed}-${shown.length}"`, "last-modified": rfc822(changed) };
    const name = behaviour.validator;
    const sent = name && request.headers.get(name === "etag" ? "if-none-match" : "if-modified-since");
    const headers = { ...behaviour.headers, ...(name && { [name]: validators[name] }) };
    if (name !== undefined && sent === validators[name]) return new Response(null, { status: 304, headers });
    return new Response(behaviour.write(shown, polls), { headers });
  };
}
