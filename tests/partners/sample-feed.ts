/** A feed written by hand that keeps the rules of every partner. */
export function writeSampleFeed(): string {
  const namespaces = Object.entries({
    atom: "http://www.w3.org/2005/Atom",
    content: "http://purl.org/rss/1.0/modules/content/",
    dc: "http://purl.org/dc/elements/1.1/",
    dcterms: "http://purl.org/dc/terms/",
    media: "http://search.yahoo.com/mrss/",
    mi: "http://schemas.ingestion.microsoft.com/common/",
    snf: "http://www.smartnews.be/snf",
  }).map(([prefix, space]) => ` xmlns:${prefix}="${space}"`);
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"${namespaces.join("")}>
<channel>
<title>Harbour news</title>
<link>https://news.example/</link>
<description>News from the harbour</description>
<language>en</language>
<pubDate>Sat, 14 Mar 2026 09:00:00 GMT</pubDate>
<ttl>5</ttl>
<snf:logo><url>https://news.example/logo.png</url></snf:logo>
${Array.from({ length: 20 }, (_, index) => writeItem(index + 1)).join("")}</channel>
</rss>
`;
}

function writeItem(number: number): string {
  const published = new Date(Date.UTC(2026, 2, 14, 9) - (number - 1) * 3_600_000);
  const image = 'url="https://news.example/a.jpg"';
  return `<item>
<title>The ferry is back at the harbour &amp; sails</title>
<link>https://news.example/${number}</link>
<guid isPermaLink="false">tag:news.example,2026:${number}</guid>
<pubDate>${published.toUTCString()}</pubDate>
<atom:updated>${published.toISOString()}</atom:updated>
<dcterms:modified>${published.toISOString()}</dcterms:modified>
<description>${"The ferry came back this morning. ".repeat(10)}</description>
<content:encoded><![CDATA[<p>Text of <a href="https://news.example/">the article</a>.</p>]]></content:encoded>
<dc:creator>Elena Marin</dc:creator>
<enclosure ${image} length="80000" type="image/jpeg"/>
<media:content ${image} type="image/jpeg" medium="image" fileSize="80000" width="1200" height="800"><media:credit>A. Photographer</media:credit><mi:hasSyndicationRights>1</mi:hasSyndicationRights></media:content>
<media:thumbnail ${image} width="1200" height="800"/>
</item>
`;
}
