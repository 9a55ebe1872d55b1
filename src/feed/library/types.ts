/** The types of the `feed` package, version 6, with what this one knows besides. Absent and `undefined` mean the same. */

export interface FeedOptions {
  /** An IRI. Atom's id of the feed; its address in JSON Feed and RSS is `feedLinks`. */
  id?: string | undefined;
  title: string;
  /** The date of the newest item unless given; never the clock. */
  updated?: Date | undefined;
  /** `false`: the document does not name its generator. */
  generator?: string | false | undefined;
  /** BCP 47: `en`, `pt-BR`. */
  language?: string | undefined;
  /** Minutes for which a copy may be kept; RSS only. */
  ttl?: number | undefined;
  /** Address of a stylesheet, which may be relative: CSS if it ends in `.css`, else XSL. */
  stylesheet?: string | undefined;
  /** The feed's own address, in RSS and Atom; before `feedLinks`. */
  feed?: string | undefined;
  feedLinks?:
    | {
        rss?: string | undefined;
        atom?: string | undefined;
        json?: string | undefined;
        [key: string]: string | undefined;
      }
    | undefined;
  /** Address of a WebSub hub. */
  hub?: string | undefined;
  /** Address of the format's documentation; RSS only. */
  docs?: string | undefined;
  /** Adds Apple's elements for podcasts, in RSS. */
  podcast?: boolean | undefined;
  /** Apple's category of the podcast. */
  category?: string | undefined;
  author?: Author | undefined;
  /** Home page. */
  link?: string | undefined;
  description?: string | undefined;
  /** Addresses of a logo and an icon. */
  image?: string | undefined;
  favicon?: string | undefined;
  copyright?: string | undefined;
  /** Address of a licence. */
  license?: string | undefined;
}

export interface Item {
  /** Plain text. */
  title: string;
  /** Permanent: readers tell items apart by it. The link unless given. */
  id?: string | undefined;
  link: string;
  /** The last change. */
  date: Date;
  /** A summary: HTML, or text without markup. */
  description?: string | undefined;
  /** The full text: HTML. */
  content?: string | undefined;
  category?: Category[] | undefined;
  /** Replaces the id in RSS. */
  guid?: string | undefined;
  image?: string | Enclosure | undefined;
  audio?: string | Enclosure | undefined;
  video?: string | Enclosure | undefined;
  enclosure?: Enclosure | undefined;
  author?: Author[] | undefined;
  contributor?: Author[] | undefined;
  /** The first publication. */
  published?: Date | undefined;
  copyright?: string | undefined;
  extensions?: Extension[] | undefined;
  /** BCP 47; where it differs from the feed's. */
  language?: string | undefined;
  /** The page that the item is about; JSON Feed's `external_url`. */
  externalUrl?: string | undefined;
}

export interface Enclosure {
  url: string;
  /** Media type; told from the address's ending unless given. */
  type?: string | undefined;
  /** Bytes. */
  length?: number | undefined;
  title?: string | undefined;
  /** Seconds. */
  duration?: number | undefined;
  /** Pixels. */
  width?: number | undefined;
  height?: number | undefined;
  /** Alternative text of an image. */
  alt?: string | undefined;
  credit?: string | undefined;
}

export interface Author {
  name?: string | undefined;
  email?: string | undefined;
  link?: string | undefined;
  /** JSON Feed only. */
  avatar?: string | undefined;
}

export interface Category {
  name?: string | undefined;
  /** RSS only. */
  domain?: string | undefined;
  /** Atom only. */
  scheme?: string | undefined;
  term?: string | undefined;
}

/** Parts that a feed or an item carries beside the elements of its format. */
export interface Extension {
  /** `prefix:name` for an element in RSS and Atom, `_name` for a member in JSON Feed. */
  name: string;
  /**
   * Of a member, its value. Of an element, its content: `_text` or `_cdata`, `_attributes`, and children by their names; an array
   * repeats a child.
   */
  objects: Record<string, unknown>;
  /** The IRI of the prefix's namespace; may be left out for well-known prefixes. */
  namespace?: string | undefined;
}

/** A value that documents do not show, or not as it was given. */
export interface Problem {
  /** `items[3].date` */
  readonly path: string;
  /** `expected a date` */
  readonly message: string;
  /** The value found; absent where something required is missing. */
  readonly value?: unknown;
}

/** The same with arrays that nothing writes to. */
export type ReadonlyItem = {
  readonly [Member in keyof Item]: Item[Member] extends (infer Value)[] | undefined
    ? readonly Readonly<Value>[] | undefined
    : Item[Member];
};

/** All that a document is made of; a `Feed` is one. */
export interface FeedSource {
  readonly options: Readonly<FeedOptions>;
  readonly items: readonly ReadonlyItem[];
  readonly categories?: readonly string[];
  readonly contributors?: readonly Readonly<Author>[];
  readonly extensions?: readonly Readonly<Extension>[];
}
