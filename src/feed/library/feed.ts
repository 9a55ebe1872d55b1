import { extras } from "./extras.ts";
import { listProblems } from "./list-problems.ts";
import { renderAtom } from "./render-atom.ts";
import { renderJson } from "./render-json.ts";
import { renderRss } from "./render-rss.ts";
import type { Author, Extension, FeedOptions, FeedSource, Item, Problem, ReadonlyItem } from "./types.ts";

/** Takes the place of the `feed` package's `Feed`: the same calls and options, and documents that are always well-formed. */
export class Feed implements FeedSource {
  options: FeedOptions;
  items: Item[] = [];
  categories: string[] = [];
  contributors: Author[] = [];
  extensions: Extension[] = [];

  constructor(options: Readonly<FeedOptions>) {
    this.options = options;
  }

  addItem(item: ReadonlyItem): void {
    this.items.push(item as Item);
  }

  addCategory(category: string): void {
    this.categories.push(category);
  }

  addContributor(contributor: Readonly<Author>): void {
    this.contributors.push(contributor);
  }

  addExtension(extension: Readonly<Extension>): void {
    this.extensions.push(extension);
  }

  rss2(): string {
    return renderRss(this, extras);
  }

  atom1(): string {
    return renderAtom(this, extras);
  }

  json1(): string {
    return renderJson(this, extras);
  }

  /** The values that the documents do not show as they were given. Read anew at each access. */
  get problems(): readonly Problem[] {
    return listProblems(this);
  }
}
