import fc from "fast-check";

/** Feeds of any value in any place: hostile text, missing members, wrong types at run time, among values that are sound. */
export interface HostileFeed {
  readonly options: unknown;
  readonly items: readonly unknown[];
  readonly categories: readonly unknown[];
  readonly contributors: readonly unknown[];
  readonly extensions: readonly unknown[];
}

const TEXTS = [
  ...[
    "]]>",
    "<![CDATA[",
    "</item></channel></rss>",
    "<!--",
    "<?xml",
    "?>",
    "<!DOCTYPE x [",
    "&",
    "&amp;",
    "&#0;",
    "&nbsp;",
  ],
  ...[
    "\0",
    "\u0008",
    "\u000b",
    "\u001f",
    "\u007f",
    "\u0085",
    "\ud800",
    "\udfff",
    "\ufffe",
    "\uffff",
    "\u2028",
    "\ufeff",
  ],
  ...['"', "'", "\\", "\\u0000", "`", "{", "}", "__proto__", "constructor", "$&", " ", "\t", "\n", "\r\n", "\u00a0"],
  ...["word", "Ελληνικά", "عربي", "👩‍👩‍👧", "<script>alert(1)</script>", "<p>Text &amp; more</p>"],
];

const ADDRESSES = [
  ...["https://example.com/", "https://example.com/a?b=1&c=<2>", "http://exämple.com/ü", "https://example.com/a.mp3"],
  ...["//example.com/a", "/relative", "javascript:alert(1)", "data:text/html,x", "https://", "http://[::1]:80/{x}|y"],
  ...[
    "mailto:a@example.com",
    "tag:example.com,2026:1",
    "urn:uuid:x",
    "https://a.example/%zz",
    "https://user:p@x.example/",
  ],
];

const text = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 5 })
    .map((parts) => parts.join("")),
  fc.constantFrom(...ADDRESSES),
);

const wrong: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(undefined, null, true, false, 0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1n, "", [], {}),
  fc.constant(Symbol("symbol")),
  fc.constant(() => "function"),
  fc.constant(new Date(Number.NaN)),
  fc.array(text, { maxLength: 2 }),
  fc.record({ url: text }),
);

const orWrong = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: wrong });

const address = orWrong(fc.oneof(fc.constantFrom(...ADDRESSES), text));
const date = orWrong(fc.oneof(fc.date(), fc.constantFrom("2026-03-14", "soon", 0, 8.64e15)));
const words = orWrong(text);
const number = orWrong(fc.oneof(fc.nat(), fc.double(), fc.constantFrom("12", "-1")));
const listOf = (value: fc.Arbitrary<unknown>) => orWrong(fc.array(value, { maxLength: 3 }));

const author = orWrong(fc.record({ name: words, email: words, link: address, avatar: address }, { requiredKeys: [] }));
const category = orWrong(fc.record({ name: words, domain: words, scheme: address, term: words }, { requiredKeys: [] }));
const enclosure = orWrong(
  fc.record(
    {
      url: address,
      type: words,
      length: number,
      title: words,
      duration: number,
      width: number,
      height: number,
      alt: words,
    },
    { requiredKeys: [] },
  ),
);
const file = fc.oneof(address, enclosure);

const name = orWrong(
  fc.oneof(
    fc.constantFrom(
      "itunes:author",
      "media:rating",
      "dc:rights",
      "ex:a",
      "ex:b",
      "_member",
      "plain",
      "xml:x",
      "a:b:c",
      "x:<",
    ),
    text,
  ),
);
const content = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    words,
    number,
    date,
    fc.array(tie("node"), { maxLength: 2 }),
    fc.dictionary(
      fc.oneof(fc.constantFrom("_text", "_cdata", "_attributes", "dc:x", "ex:y", "plain"), text),
      tie("node"),
      {
        maxKeys: 3,
      },
    ),
  ),
})).node;
const namespace = orWrong(fc.constantFrom("https://ns.example/", "https://other.example/", "<&>"));
const extension = orWrong(fc.record({ name, objects: content, namespace }, { requiredKeys: [] }));

const options = orWrong(
  fc.record(
    {
      ...{ id: words, title: words, updated: date, generator: words, language: words, ttl: number, stylesheet: words },
      ...{ feed: address, feedLinks: orWrong(fc.record({ rss: address, atom: address, json: address })), hub: address },
      ...{ docs: words, podcast: orWrong(fc.boolean()), category: words, author, link: address, description: words },
      ...{ image: address, favicon: address, copyright: words, license: address },
    },
    { requiredKeys: [] },
  ),
);

const item = orWrong(
  fc.record(
    {
      ...{
        title: words,
        id: words,
        link: address,
        date,
        published: date,
        description: words,
        content: words,
        guid: words,
      },
      ...{ category: listOf(category), author: listOf(author), contributor: listOf(author), copyright: words },
      ...{ image: file, audio: file, video: file, enclosure, extensions: listOf(extension), language: words },
      ...{ externalUrl: address },
    },
    { requiredKeys: [] },
  ),
);

export const hostileFeed: fc.Arbitrary<HostileFeed> = fc.record({
  options,
  items: fc.array(item, { maxLength: 3 }),
  categories: fc.array(words, { maxLength: 2 }),
  contributors: fc.array(author, { maxLength: 2 }),
  extensions: fc.array(extension, { maxLength: 2 }),
});

export const HOSTILE_SEED = 20_261_127;

interface Fillable {
  addItem(item: never): void;
  addCategory(category: never): void;
  addContributor(contributor: never): void;
  addExtension(extension: never): void;
}

/** Gives a feed what its types forbid, as a program without types does. */
export function fill<Feed extends Fillable>(
  feed: Feed,
  { items, categories, contributors, extensions }: HostileFeed,
): Feed {
  for (const one of items) feed.addItem(one as never);
  for (const one of categories) feed.addCategory(one as never);
  for (const one of contributors) feed.addContributor(one as never);
  for (const one of extensions) feed.addExtension(one as never);
  return feed;
}
