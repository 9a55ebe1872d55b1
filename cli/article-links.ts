import type { Article } from "../src/article/article.ts";
import { decideState } from "../src/article/lifecycle.ts";
import type { LinkTable, LinkTarget } from "../src/article/links/link-table.ts";
import { PAGE_KEYS } from "../src/article/standing-page.ts";

/** An article as a target of links. */
interface Linkable {
  /** From the articles' folder, without its ending: `posts/2024-05-01-cats`, also for `posts/2024-05-01-cats/index.md`. */
  readonly key: string;
  readonly target: LinkTarget;
}

/** A file of the folder; `article` is undefined if it cannot be read. */
interface KnownFile {
  readonly file: { readonly key: string };
  readonly article: Article | undefined;
}

/** Finds articles by what people and other tools write to link to them. */
export interface ArticleIndex {
  /** `from`: the key of the article that links. */
  readonly find: (address: string, from: LinkSource) => LinkTarget;
}

export interface LinkSource {
  readonly key: string;
  /** Whether it is the `index` of a folder of its own: then its links begin inside that folder. */
  readonly isBundle: boolean;
}

/** The articles that the publication has stored. */
export interface StoredArticles {
  /** The slugs it gave articles, by key, where they differ from those of the files. */
  readonly slugs: ReadonlyMap<string, string>;
  /** Those that have no file in the folder. */
  readonly others: readonly StoredTarget[];
}

interface StoredTarget {
  readonly key: string;
  readonly slug: string | null;
  readonly state: string;
}

/** Before the publication is asked, and where there is none. */
export const NOTHING_STORED: StoredArticles = { slugs: new Map(), others: [] };

export function createArticleIndex(
  articles: readonly KnownFile[],
  { slugs, others }: StoredArticles,
  now: number,
): ArticleIndex {
  const byPath = new Map<string, LinkTarget>();
  const byName = new Map<string, LinkTarget>();
  const add = (map: Map<string, LinkTarget>, name: string, target: LinkTarget) => {
    const folded = fold(name);
    const known = map.get(folded);
    // Of several articles of one name, the first that readers can see.
    if (folded !== "" && (known === undefined || (typeof known === "string" && typeof target !== "string"))) {
      map.set(folded, target);
    }
  };
  for (const prepared of articles) {
    const { key, target } = describe(prepared, slugs, now);
    add(byPath, key, target);
    add(byPath, withoutDate(key), target);
    add(byName, nameOf(key), target);
    add(byName, withoutDate(nameOf(key)), target);
    if (prepared.article === undefined) continue;
    add(byName, prepared.article.title, target);
    add(byName, prepared.article.slug, target);
    for (const alias of prepared.article.aliases) add(byPath, trimPath(alias), target);
  }
  for (const { key, slug, state } of others) {
    const target: LinkTarget = slug === null || state !== "published" ? "held-back" : { slug };
    for (const path of [key, withoutDate(key)]) add(byPath, path, target);
    for (const name of [nameOf(key), withoutDate(nameOf(key)), slug ?? ""]) add(byName, name, target);
  }
  return { find: (address, from) => findTarget(address, from, { byPath, byName }) };
}

function describe({ file, article }: KnownFile, slugs: ReadonlyMap<string, string>, now: number): Linkable {
  const { key } = file;
  if (article === undefined || decideState(article, now) !== "published") return { key, target: "held-back" };
  const slug = article.derived.includes("slug") ? (slugs.get(key) ?? article.slug) : article.slug;
  return { key, target: { slug } };
}

interface Maps {
  readonly byPath: ReadonlyMap<string, LinkTarget>;
  readonly byName: ReadonlyMap<string, LinkTarget>;
}

function findTarget(address: string, from: LinkSource, maps: Maps): LinkTarget {
  const name = /^\[\[(.*)\]\]$/s.exec(address)?.[1]?.trim();
  if (name === undefined) return findPath(address, from, maps.byPath) ?? "nowhere";
  return findPath(name, from, maps.byPath) ?? maps.byName.get(fold(nameOf(trimPath(name)))) ?? "nowhere";
}

function findPath(address: string, from: LinkSource, byPath: ReadonlyMap<string, LinkTarget>): LinkTarget | undefined {
  const paths = /^@?\//.test(address) ? listFromRoot(address) : listRelative(address, from);
  return paths.map((path) => byPath.get(fold(path))).find((target) => target !== undefined);
}

/** From the file; then as on a site where each article is a folder, as Hugo's and Jekyll's pages are. */
function listRelative(address: string, { key, isBundle }: LinkSource): string[] {
  const folder = key.split("/").slice(0, -1);
  const own = key.split("/");
  const starts = isBundle ? [own, folder] : [folder, own];
  return starts.flatMap((start) => {
    const path = join(start, address);
    return path === undefined ? [] : [trimPath(path)];
  });
}

/** The folder of articles may be any of the folders that the path begins with: `/posts/a` in `content/posts`. */
function listFromRoot(address: string): string[] {
  const segments = trimPath(address.replace(/^@/, "")).split("/");
  return segments.map((_, index) => segments.slice(index).join("/"));
}

function join(start: readonly string[], path: string): string | undefined {
  // articles/ and pages/ lie side by side: keys begin inside the one, and with PAGE_KEYS in the other.
  const [own = "", ...below] = start;
  const segments = `${own}/` === PAGE_KEYS ? ["pages", ...below] : [ARTICLES, ...start];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  const [folder, ...inside] = segments;
  if (folder === "pages") return PAGE_KEYS + inside.join("/");
  return folder === ARTICLES ? inside.join("/") : undefined;
}

const ARTICLES = "articles";

/** Without outer slashes, the ending of articles and pages, and `index`. */
function trimPath(path: string): string {
  return path
    .replace(/^\/+|\/+$/g, "")
    .replace(/\.(?:md|markdown|mdown|mkd|mdx|html?|txt)$/i, "")
    .replace(/(?:^|\/)index$/, "");
}

function nameOf(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

function withoutDate(key: string): string {
  return key.replace(/(^|\/)\d{4}-\d{1,2}-\d{1,2}-([^/]+)$/, "$1$2");
}

/** People do not mind case, and file systems store `é` in two ways. */
function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** The links of one article, as the table its reader asks; `used` then has what it found. */
export class ArticleLinks implements LinkTable {
  readonly used = new Map<string, string>();
  readonly #index: ArticleIndex;
  readonly #from: LinkSource;

  constructor(index: ArticleIndex, from: LinkSource) {
    this.#index = index;
    this.#from = from;
  }

  find(address: string): LinkTarget {
    const target = this.#index.find(address, this.#from);
    if (typeof target !== "string") this.used.set(address, target.slug);
    return target;
  }
}
