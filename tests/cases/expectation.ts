/** One case: the members of its expect.json. Only the members that the case is about are given. */
export interface CaseExpectation {
  readonly why: string;
  /** The row of docs/reading.md that the case belongs to. */
  readonly kind: string;
  /** By the file's path below articles/. */
  readonly articles?: Readonly<Record<string, ArticleExpectation>>;
  readonly import?: ImportExpectation;
}

export interface ArticleExpectation {
  /** Whether readers would see it now, had it been published. */
  readonly public?: boolean;
  /** True: an error keeps it out. */
  readonly refused?: boolean;
  /** null: no finding at all. */
  readonly finding?: null | FindingExpectation | readonly FindingExpectation[];
  readonly title?: string;
  readonly slug?: string;
  readonly language?: string;
  readonly canonical?: string;
  /** The linked page, in any member of the article. */
  readonly link?: string;
  readonly categories?: LabelExpectation;
  readonly tags?: LabelExpectation;
  readonly categorySlugs?: LabelExpectation;
  readonly tagSlugs?: LabelExpectation;
  readonly authors?: LabelExpectation;
  /** One person with these members. */
  readonly author?: Readonly<Record<string, unknown>>;
  /** At least these former addresses, outer slashes aside. */
  readonly aliases?: readonly string[];
  /** UTC, or its beginning; null: absent. */
  readonly published?: string | null;
  readonly updated?: string | null;
  readonly expires?: string | null;
  readonly summary?: string | TextExpectation;
  /** Whether it has an image of its own, or which file or address that is. */
  readonly image?: boolean | string;
  readonly cover?: boolean;
  /** Texts found in any member. */
  readonly somewhere?: readonly string[];
  readonly html?: TextExpectation & { readonly images?: readonly string[]; readonly anchors?: boolean };
  readonly text?: TextExpectation;
}

/** The names in order, or "distinct": no name twice. */
export type LabelExpectation = readonly string[] | "distinct";

export interface FindingExpectation {
  /** All words in one finding, in any case. */
  readonly contains?: readonly string[];
  readonly any?: readonly string[];
  readonly line?: number;
}

export interface TextExpectation {
  readonly contains?: readonly string[];
  readonly lacks?: readonly string[];
  /** Regular expressions. */
  readonly matches?: readonly string[];
  readonly never?: readonly string[];
}

export interface ImportExpectation {
  /** How many are public and in the feeds. */
  readonly articles?: number;
  readonly titles?: readonly string[];
  readonly drafts?: number;
  /** Texts in no public article. */
  readonly lacks?: readonly string[];
  /** Pages: outside the feeds, or named in the report. */
  readonly outside?: readonly string[];
  /** Texts in site.yaml. */
  readonly site?: readonly string[];
  /** By title. */
  readonly each?: Readonly<Record<string, ArticleExpectation>>;
}
