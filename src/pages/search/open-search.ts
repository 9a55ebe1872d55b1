import { requireProfile } from "../../feed/build-feed.ts";
import { cutWithEllipsis } from "../../lib/text.ts";
import { escapeAttribute, escapeText } from "../../lib/xml.ts";
import type { PageContext } from "../page-context.ts";

/** OpenSearch 1.1 §4: a short name has at most 16 characters. */
const MAX_NAME_LENGTH = 16;

/** Lets a browser search the publication from its address bar. */
export function renderOpenSearch({ snapshot, settings }: Pick<PageContext, "snapshot" | "settings">): string {
  const { title } = requireProfile(snapshot.site);
  const template = escapeAttribute(`${settings.publicUrl}/search`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>${escapeText(cutWithEllipsis(title, MAX_NAME_LENGTH))}</ShortName>
  <Description>${escapeText(cutWithEllipsis(`Search ${title}`, 1024))}</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Url type="text/html" template="${template}?q={searchTerms}"/>
  <Url type="application/rss+xml" template="${template}/rss.xml?q={searchTerms}"/>
</OpenSearchDescription>
`;
}
