import { createChance } from "../tests/support/seeded-chance.ts";

const HOME = "https://old.example";
const WORDS =
  "the harbour ferry island tide morning captain crossing rope signal lantern quay of and to in a was with before after over under";

/** An export as WordPress 6 writes it: classic posts and posts of blocks, with captions, code, lists and links to one another. */
export function writeWordPressExport(count: number): string {
  const items = Array.from({ length: count }, (_, index) => writeItem(index + 1, count));
  return `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The old blog</title><link>${HOME}</link><description>Of harbours</description><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>${HOME}</wp:base_site_url><wp:base_blog_url>${HOME}</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[mara]]></wp:author_login><wp:author_display_name><![CDATA[Mara Lind]]></wp:author_display_name></wp:author>
${items.join("\n")}
</channel></rss>
`;
}

function addressOf(number: number): string {
  return `${HOME}/${2008 + (number % 15)}/0${1 + (number % 9)}/post-${number}/`;
}

function writeItem(number: number, count: number): string {
  const date = new Date(Date.UTC(2008 + (number % 15), number % 9, 1 + (number % 28), 8, number % 60));
  const written = date.toISOString().slice(0, 19).replace("T", " ");
  return `<item><title><![CDATA[Post ${number} & the harbour]]></title><link>${addressOf(number)}</link><pubDate>${date.toUTCString()}</pubDate>
<dc:creator><![CDATA[mara]]></dc:creator><guid isPermaLink="false">${HOME}/?p=${number}</guid><description></description>
<content:encoded><![CDATA[${writeBody(number, count)}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>${number}</wp:post_id><wp:post_date><![CDATA[${written}]]></wp:post_date><wp:post_date_gmt><![CDATA[${written}]]></wp:post_date_gmt>
<wp:comment_status><![CDATA[open]]></wp:comment_status><wp:post_name><![CDATA[post-${number}]]></wp:post_name><wp:status><![CDATA[publish]]></wp:status>
<wp:post_type><![CDATA[post]]></wp:post_type><wp:post_password><![CDATA[]]></wp:post_password><wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="port-${number % 12}"><![CDATA[Port ${number % 12}]]></category>
<category domain="post_tag" nicename="tide-${number % 40}"><![CDATA[Tide ${number % 40}]]></category>
<wp:postmeta><wp:meta_key><![CDATA[_edit_last]]></wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta></item>`;
}

function writeBody(number: number, count: number): string {
  const chance = createChance(number);
  const words = WORDS.split(" ");
  const sentence = () => {
    const chosen = Array.from(
      { length: 9 + Math.floor(chance() * 8) },
      () => words[Math.floor(chance() * words.length)],
    );
    return `${chosen.join(" ").replace(/^./, (letter) => letter.toUpperCase())}.`;
  };
  const paragraph = () => Array.from({ length: 5 }, sentence).join(" ");
  const link = `<a href="${addressOf(1 + ((number * 7) % count))}">the log</a>`;
  const picture = `<img class="size-medium" src="${HOME}/wp-content/uploads/${number}.jpg" alt="A quay" width="300" height="200" />`;
  if (number % 2 === 0) {
    const parts = [
      `${paragraph()} See ${link}.`,
      `<h2>${sentence()}</h2>`,
      paragraph(),
      paragraph(),
      `<blockquote>${sentence()}</blockquote>`,
    ];
    const caption = `[caption id="a${number}" align="alignright" width="300"]${picture} ${sentence()}[/caption]`;
    return [...parts, caption, `<ul>\n<li>${sentence()}</li>\n<li>${sentence()}</li>\n</ul>`, paragraph()].join("\n\n");
  }
  const block = (name: string, html: string) => `<!-- wp:${name} -->\n${html}\n<!-- /wp:${name} -->`;
  return [
    block("paragraph", `<p>${paragraph()} See ${link}.</p>`),
    block("heading", `<h2>${sentence()}</h2>`),
    block("paragraph", `<p>${paragraph()}</p>`),
    block("image", `<figure class="wp-block-image">${picture}<figcaption>${sentence()}</figcaption></figure>`),
    block("list", `<ul><li>${sentence()}</li><li>${sentence()}</li></ul>`),
    block("code", `<pre class="wp-block-code"><code>const tide = readTide(${number});</code></pre>`),
    block("paragraph", `<p>${paragraph()}</p>`),
  ].join("\n\n");
}
