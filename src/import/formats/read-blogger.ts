import { XMLParser } from "fast-xml-parser";
import { recordsAt, type TreeRecord, textAt } from "../records.ts";
import type { Loss, SourceEntry, SourceFeed } from "../source-feed.ts";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

const KIND = "http://schemas.google.com/g/2005#kind";

/** Blogger's backup, in both of its forms: kinds as categories, or `blogger:type` (since 2024). */
export function isBloggerExport(text: string): boolean {
  return /schemas\.google\.com\/blogger\/20(?:08|18)/.test(text);
}

interface EntryState {
  /** `post`, `page`, `comment`, `settings`, `template`. */
  readonly kind: string;
  readonly isPublic: boolean;
  readonly isTrashed: boolean;
  readonly path: string | undefined;
}

/** RFC 5023 §13.1.1: an entry of AtomPub says so itself where it is a draft. */
export function hasDraftMarks(text: string): boolean {
  return /<(?:\w+:)?draft\b[^>]*>/.test(text);
}

/** Keeps the posts and pages of a backup. Comments, settings, the template and the trash are never articles; drafts stay drafts. */
export function keepBloggerPosts(feed: SourceFeed, text: string, site: string | undefined): SourceFeed {
  const [root] = recordsAt(parser.parse(text), "feed");
  const states = new Map(recordsAt(root, "entry").map((entry) => [textAt(entry, "id"), readState(entry)]));
  const home = (site ?? feed.homePage)?.replace(/\/+$/, "");
  const all = feed.entries.map((entry) => ({ entry, state: states.get(entry.id) }));
  const isPost = ({ state }: Backup) => isArticleKind(state?.kind) && state?.isTrashed !== true;
  return {
    ...feed,
    format: isBloggerExport(text) ? "Blogger export" : feed.format,
    entries: all.filter(isPost).map(({ entry, state }) => readPost(entry, state, home)),
    losses: [...feed.losses, ...countOthers(all.filter((one) => !isPost(one)))],
  };
}

interface Backup {
  readonly entry: SourceEntry;
  readonly state: EntryState | undefined;
}

/** A feed that names Blogger's kinds only here and there is an ordinary one: its other entries are posts. */
function isArticleKind(kind = ""): boolean {
  return kind === "post" || kind === "page" || kind === "";
}

function readPost(entry: SourceEntry, state: EntryState | undefined, home: string | undefined): SourceEntry {
  const link = entry.link ?? (home !== undefined && state?.path !== undefined ? home + state.path : undefined);
  return { ...entry, link, draft: state?.isPublic !== true, ...(state?.kind === "page" && { isPage: true }) };
}

function readState(entry: TreeRecord): EntryState {
  const category = recordsAt(entry, "category").find((one) => one["@scheme"] === KIND);
  const kind = textAt(entry, "blogger:type") ?? String(category?.["@term"] ?? "").replace(/^.*#/, "");
  const control = recordsAt(entry, "app:control")[0] ?? recordsAt(entry, "control")[0];
  const status = textAt(entry, "blogger:status");
  return {
    kind: kind.toLowerCase(),
    isPublic:
      (status === undefined || /^live$/i.test(status)) &&
      !/^yes$/i.test(textAt(control, "app:draft") ?? textAt(control, "draft") ?? ""),
    isTrashed: textAt(entry, "blogger:trashed") !== undefined,
    path: textAt(entry, "blogger:filename"),
  };
}

function countOthers(others: readonly Backup[]): Loss[] {
  const kinds = others.map(({ state }) => describeKind(state));
  return [...new Set(kinds)].map((kind) => {
    const count = kinds.filter((other) => other === kind).length;
    return { field: kind, message: `${count} ${count === 1 ? "item" : "items"} of this kind` };
  });
}

function describeKind(state: EntryState | undefined): string {
  if (state?.isTrashed) return `${state.kind === "page" ? "page" : "post"} in the trash`;
  return state?.kind ?? "";
}
