/** An intended difference between `feed` 6.0.0 and `edgewire/feed`, by the lines of flattened documents that show it. */
export interface Difference {
  readonly subject: string;
  /** Lines of `feed` that ours do not have. */
  readonly theirs?: RegExp;
  /** Lines of ours that `feed` does not have. */
  readonly ours?: RegExp;
  readonly reason: string;
}

export const differences: readonly Difference[] = [
  {
    subject: "JSON Feed: version",
    theirs: /^version=https:\/\/jsonfeed\.org\/version\/1$/,
    ours: /^version=https:\/\/jsonfeed\.org\/version\/1\.1$/,
    reason: "JSON Feed 1.1; `author` is written beside `authors` for readers of 1.0.",
  },
  {
    subject: "JSON Feed: `authors`, `language`, `hubs`, `favicon`, `_rights`",
    ours: /^(?:items\[\]\/)?(?:authors\[\]\/|language=|hubs\[\]\/|favicon=|_rights\/)/,
    reason:
      "JSON Feed 1.1 has members for these options, and all authors instead of the first; rights are an extension.",
  },
  {
    subject: "JSON Feed: `icon` without an image",
    ours: /^icon=/,
    reason: "The favicon is the only icon there is.",
  },
  {
    subject: "JSON Feed: `id` of an item without one",
    ours: /^items\[\]\/id=/,
    reason: "JSON Feed requires it. It is the link, as in RSS and Atom.",
  },
  {
    subject: "JSON Feed: `content_text` of an item without content",
    ours: /^items\[\]\/content_text=/,
    reason: "JSON Feed requires `content_html` or `content_text`.",
  },
  {
    subject: "JSON Feed: `attachments`, `image`",
    ours: /^items\[\]\/(?:attachments\[\]\/|image=)/,
    reason: "Files other than `image` are in no JSON document of `feed`.",
  },
  {
    subject: "JSON Feed: `tags`",
    theirs: /^items\[\]\/tags=\[\]$/,
    ours: /^items\[\]\/tags\[\]=/,
    reason: "An empty list is left out; a category that has a term alone is a tag.",
  },
  {
    subject: "JSON Feed: addresses",
    theirs: /^(?:home_page_url|items\[\]\/url)=/,
    ours: /^(?:home_page_url|items\[\]\/url)=/,
    reason: "Percent-encoded as in RSS and Atom (RFC 3986).",
  },
  {
    subject: "JSON Feed: members that are elements of RSS, or have no underscore",
    theirs: /^items\[\]\/(?:dc:rights|rating)\//,
    reason: "JSON Feed 1.1, Extensions: the name of a custom object begins with an underscore.",
  },
  {
    subject: "RSS: `docs`",
    theirs: /^rss\/channel\/docs=https:\/\/validator\.w3\.org/,
    ours: /^rss\/channel\/docs=https:\/\/www\.rssboard\.org/,
    reason: "The specification's home is the RSS Advisory Board.",
  },
  {
    subject: "RSS: an empty `description` of the channel",
    theirs: /^rss\/channel\/description=$/,
    ours: /^rss\/channel\/description=/,
    reason: "RSS 2.0 requires a description; the title is one.",
  },
  {
    subject: "`generator`",
    theirs: /^(?:rss\/channel|feed)\/generator=https:\/\/github\.com\/jpmonette\/feed$/,
    ours: /^(?:rss\/channel|feed)\/generator(?:=edgewire|@)/,
    reason: "Names the generator.",
  },
  {
    subject: "Stylesheet",
    theirs: /^\?xml-stylesheet=/,
    ours: /^\?xml-stylesheet=/,
    reason: "An address that ends in `.css` is CSS, not XSL; the order of the two attributes means nothing.",
  },
  {
    subject: "RSS: `author` without an e-mail address, or one of several",
    theirs: /^rss\/channel\/item\/author=/,
    ours: /^rss\/channel\/item\/dc:creator=/,
    reason: "RSS 2.0: `author` is one e-mail address. Names are `dc:creator`.",
  },
  {
    subject: "RSS: `atom:updated`",
    ours: /^rss\/channel\/item\/atom:updated=/,
    reason: "`pubDate` is the publication; the last change is lost in `feed` where both are given.",
  },
  {
    subject: "Namespaces",
    theirs: /^rss@xmlns:(?:dc|googleplay)=/,
    ours: /^(?:rss|feed)@xmlns:(?:atom|dc|itunes|media)=/,
    reason: "Each is declared where it is used, and nowhere else.",
  },
  {
    subject: "RSS: attributes of `enclosure`",
    theirs: /^rss\/channel\/item\/enclosure@(?:title|duration)=/,
    reason:
      "RSS 2.0 knows `url`, `length` and `type`. The title is in Atom and JSON, the duration in Media RSS and JSON.",
  },
  {
    subject: "Media types of files",
    theirs: /(?:enclosure|feed\/entry\/link)@type=(?:image\/(?:jpg|pdf|mp3|png)|audio\/mp3)$/,
    ours: /(?:enclosure|feed\/entry\/link)@type=(?:image\/jpeg|application\/pdf|audio\/mpeg)$/,
    reason: "Of the medium that the file is, and as IANA registered it; a type that was given is kept.",
  },
  {
    subject: "RSS: the one `enclosure` of an item with several files",
    theirs: /^rss\/channel\/item\/enclosure@url=https:\/\/example\.com\/i\.png$/,
    ours: /^rss\/channel\/item\/enclosure@url=https:\/\/example\.com\/a\.mp3$/,
    reason: "Film and sound come before a picture: players take the enclosure, whatever it is.",
  },
  {
    subject: "Media RSS",
    ours: /^(?:rss\/channel\/item|feed\/entry)\/media:/,
    reason: "Readers take thumbnails and measures from Media RSS.",
  },
  {
    subject: "RSS and Atom: elements for podcasts",
    theirs: /^rss\/channel\/(?:googleplay:|itunes:category=|item\/itunes:duration=1:01:01)/,
    ours: /^(?:rss\/channel|feed)\/(?:itunes:|item\/itunes:duration=3661|entry\/itunes:duration=)/,
    reason:
      "Apple: the category is an attribute, the image is required, seconds are preferred; an owner has a name. Google Podcasts ended in 2024.",
  },
  {
    subject: "RSS: extensions without a namespace",
    theirs: /^rss\/channel\/(?:item\/)?(?:_\w+|rating)\//,
    reason: "RSS 2.0: elements that it does not describe are in a namespace. `_name` is a member of JSON Feed.",
  },
  {
    subject: "Atom: extensions",
    ours: /^feed\/entry\/dc:rights=/,
    reason: "`feed` writes them in RSS and JSON alone.",
  },
  {
    subject: "Atom: `type` of texts",
    theirs: /^feed\/entry\/title@type=html$/,
    ours: /^feed\/(?:entry\/)?(?:title|subtitle|rights)@type=text$/,
    reason:
      "RFC 4287 §3.1: as HTML, a title `AT&T <b>` would lose its markup; titles are text, as in RSS and JSON Feed.",
  },
  {
    subject: "Atom: `rel` and `type` of links",
    ours: /^feed\/(?:entry\/)?link@(?:rel=alternate|type=text\/html|type=application\/atom\+xml)$/,
    reason: "Said in full: several parsers look for them.",
  },
  {
    subject: "Atom: `label` and `term` of categories",
    ours: /^feed\/(?:entry\/)?category@(?:label|term)=/,
    reason: "RFC 4287 §4.2.2: the term is required. A missing one is taken from the other.",
  },
  {
    subject: "RSS: a category that has a term alone",
    theirs: /^rss\/channel\/item\/category=undefined$/,
    ours: /^rss\/channel\/item\/category=/,
    reason: "`feed` writes `undefined`.",
  },
  {
    subject: "Atom: language",
    ours: /^feed@xml:lang=/,
    reason: "`feed` writes the language in RSS alone.",
  },
  {
    subject: "Fractions of seconds",
    theirs: /^feed\/updated=.*\.250Z$/,
    ours: /^feed\/updated=.*\.000Z$/,
    reason: "Dates have seconds, as in RSS.",
  },
];

/** Where `feed` throws: name of the case, then the call. */
export const thrown: readonly string[] = ["item: no authors json1"];
