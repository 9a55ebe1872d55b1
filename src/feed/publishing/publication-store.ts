import type { ArticleImage, Medium, StoredFile } from "../../article/article.ts";
import type { ArticleRecord, ArticleState } from "../../article/article-record.ts";
import type { PictureKey, SizePart } from "../../article/images/picture-sizes.ts";
import type { SiteProfile } from "../../article/profile/site-profile.ts";
import type { Result } from "../../lib/result.ts";
import type { FeedName } from "../feed-names.ts";
import type { TimeRange } from "../periods.ts";
import type { GuidStore } from "../podcast/guid-store.ts";
import type { ArticleMedia } from "./media/article-media.ts";
import type { MediaState } from "./media/media-state.ts";
import type { FeedLabel } from "./memberships.ts";
import type { Succession } from "./successors.ts";

/** The profile and what belongs to it. */
export interface Site {
  readonly profile: SiteProfile | undefined;
  readonly profileHash: string;
  /** RFC 4151's tagging entity of feed ids, kept since the publication became public; undefined before that. */
  readonly authority: string | undefined;
  readonly databaseId: string;
  readonly changedAt: number;
  /** Set while a changed profile is still being applied to stored articles. */
  readonly recomputedKey: string | undefined;
  /** When the stored edition of the profile was made, as its publisher says (milliseconds). */
  readonly editionAt: number | undefined;
  readonly epochRecord: EpochRecord;
  readonly catalogue: Catalogue;
}

/** The head of everything that lists feeds or articles: it moves with every revision of the log. */
export interface Catalogue {
  readonly revision: number;
  readonly changedAt: number;
  /** The last revision at which an article left any feed, or was taken back. */
  readonly departedRevision: number;
}

/** Under what readers were last answered, besides revision and profile, and since when (`serving/epoch.ts`). */
export interface EpochRecord {
  /** Empty: no reader was ever answered. */
  readonly mark: string;
  /** Milliseconds: the earliest Last-Modified under that mark. May be in the future: until then dates cannot validate. */
  readonly since: number;
}

/** The head of a feed: the only thing that is looked up afresh. */
export interface FeedHeadRow {
  readonly name: FeedName;
  readonly title: string;
  /** Of the last change that its documents show, links into its archive included. */
  readonly revision: number;
  /** Of the last change of its entries that subscribers are told of. */
  readonly entriesRevision: number;
  readonly changedAt: number;
  /** When the set of its entries, or the substance of one, last changed; undefined: not since this was asked. */
  readonly contentsAt: number | undefined;
  readonly nextDueAt: number | undefined;
  readonly count: number;
  readonly lastPosition: number;
  readonly departedRevision: number;
  readonly declared: boolean;
  /** Ended by its publisher: while it has no entry it is gone. */
  readonly retired: boolean;
  /** The feed that has taken its place. */
  readonly successor: FeedName | undefined;
}

/** An entry of a feed's window. */
export interface WindowRow {
  readonly position: number;
  /** Its last change was saved quietly: it is not told as news. */
  readonly isQuiet?: boolean;
  readonly record: ArticleRecord;
}

/** One consistent look at a feed: site, head and window are read in one transaction. */
export interface FeedSnapshot {
  readonly site: Site;
  readonly head: FeedHeadRow | undefined;
  readonly window: readonly WindowRow[];
}

/**
 * The texts of its articles that a document shows: JSON Feed has both HTML and plain text. Texts that are not requested are
 * read as empty, as are all texts of a feed of summaries: they make nine tenths of a window's bytes.
 */
export type Texts = "none" | "html" | "all";

/** The lists that a document includes besides its window. */
export type Listing = "feeds" | "nothing";

/** The lists are read with the rest, so that no document is newer than its head; what was not asked for is empty. */
export interface ListedSnapshot extends FeedSnapshot {
  /** Every feed that has shown something or is declared. */
  readonly feeds: readonly FeedHeadRow[];
  /** With the feeds: when the next article of any feed appears or expires. */
  readonly nextDueAt?: number | undefined;
}

/** The head of one archive page. */
export interface ArchiveHeadRow {
  readonly revision: number;
  readonly changedAt: number;
  /** When an article on it last changed, came or went; undefined: not since this was asked. */
  readonly contentsAt: number | undefined;
  readonly nextDueAt: number | undefined;
}

/** One consistent look at an archive page; `page` is undefined where none of its positions was ever taken. */
export interface ArchiveSnapshot extends FeedSnapshot {
  readonly page: ArchiveHeadRow | undefined;
}

/** An article beside another in the main feed. */
export interface Neighbour {
  readonly slug: string;
  readonly title: string;
  readonly language: string;
}

/** The other articles that an article's page names. */
export interface Surroundings {
  /** The neighbours by date. */
  readonly older: Neighbour | undefined;
  readonly newer: Neighbour | undefined;
  /** Those that share the most labels with it, without its neighbours. */
  readonly related: readonly DatedArticle[];
  /** When the next article of any feed appears or expires, and may become one of these, or cease to be one. */
  readonly nextDueAt?: number | undefined;
}

export type ArticleSnapshot =
  | {
      readonly found: "article";
      readonly site: Site;
      readonly record: ArticleRecord;
      readonly feeds: readonly FeedLabel[];
      readonly surroundings: Surroundings;
    }
  /** `dueAt`: when an embargoed article will be there. */
  | { readonly found: "alias"; readonly slug: string; readonly dueAt: number | undefined }
  | { readonly found: "nothing" };

/** An article in a list by date. */
export interface DatedArticle extends Neighbour {
  readonly publishedAt: number;
  /** Where the list shows pictures. */
  readonly image?: ArticleImage | undefined;
}

/** One consistent look at successive months of the main feed. */
export interface PeriodSnapshot {
  readonly site: Site;
  readonly nextDueAt: number | undefined;
  /** Whether each month has an article. */
  readonly filled: readonly boolean[];
  /** When the nearest articles before and after the months were published. */
  readonly earlierAt: number | undefined;
  readonly laterAt: number | undefined;
  /** Of a single month, newest first. */
  readonly articles: readonly DatedArticle[];
}

/** The store as readers use it. */
export interface PublicationReader {
  /** Site and head in one read; the head is undefined for a feed that never was. */
  findHead(name: FeedName): Promise<{ site: Site; head: FeedHeadRow | undefined }>;
  /** The site, and when the next article of any feed appears or expires. */
  findCatalogue(): Promise<Pick<ListedSnapshot, "site" | "nextDueAt">>;
  /** The window is as wide as the profile of the same moment says. */
  findSnapshot(name: FeedName, listing: Listing, texts: Texts): Promise<ListedSnapshot>;
  findArchive(name: FeedName, page: number): Promise<ArchiveSnapshot>;
  findArchiveHead(name: FeedName, page: number): Promise<Omit<ArchiveSnapshot, "window">>;
  findArticle(slug: string): Promise<ArticleSnapshot>;
  /** Articles are listed for a page whose range is one month alone: a head, which polls ask for again and again, needs none. */
  findPeriod(months: readonly TimeRange[], parts: "head" | "page"): Promise<PeriodSnapshot>;
  /** Whether readers may have an image at this moment. */
  findMediaState(name: string, now: number): Promise<MediaState>;
  /** A public image is missing from the bucket: the article's next publish has to upload it. */
  noteLostMedium(name: string, now: number): Promise<void>;
  /** Where an old path leads: the article's slug, once it may be known. */
  findAlias(path: string, now: number): Promise<string | undefined>;
  /** The path that site.yaml gives for the first of these addresses that it names, each a path with its query. */
  findFormerFeed(addresses: readonly string[]): Promise<string | undefined>;
  /** Makes visible, or takes out, everything due at `now`, each dated its own due time. Safe to race: one wins. */
  announceDue(now: number): Promise<void>;
  /** Replaces the former record, unless another isolate has. */
  recordEpoch(next: EpochRecord, former: EpochRecord): Promise<void>;
  /** The newest revision of the log. */
  findLogRevision(): Promise<number>;
  /** All public names, or those of what has changed since a revision. */
  findNames(since: number | undefined, now: number): Promise<PublicNames>;
}

/** Names under which something is, or was, public. */
export interface PublicNames {
  /** The newest revision of the log at that moment. */
  readonly revision: number;
  /** False: there are more than are listed. */
  readonly isComplete: boolean;
  readonly slugs: readonly string[];
  /** Old slugs, and old paths beginning with "/", those of former feeds among them. */
  readonly aliases: readonly string[];
  readonly feeds: readonly { readonly name: FeedName; readonly lastPosition: number }[];
  /** When the first and the last article that readers see were published; undefined: there is none. */
  readonly published?: TimeRange | undefined;
  /** The key of IndexNow, which has an address of its own. */
  readonly key: string | undefined;
}

/** A stored article as its publisher sees it. */
export interface StoredArticle {
  readonly record: ArticleRecord;
  readonly contentHash: string;
  /** The date as its file has it; undefined for what was stored before that was kept. */
  readonly writtenDate?: string | undefined;
  /** When this edition was made, as its publisher says (milliseconds); undefined for what was stored before that was asked. */
  readonly editionAt: number | undefined;
  readonly source: string;
  readonly feeds: readonly FeedName[];
  /** Its places in those of them in which readers see it. */
  readonly places: readonly FeedPlace[];
  readonly media: ArticleMedia;
  /** The slugs that its links to other files lead to, by the link as written. */
  readonly links: ReadonlyMap<string, string>;
  /** Set while its folder does not have this edition. */
  readonly toolEdition?: ToolEdition | undefined;
}

/** An edition that a writing tool made. */
export interface ToolEdition {
  /** The name of the tool's token. */
  readonly tool: string;
  /** The content hash of the edition before, which the folder may have; undefined: the tool created the article. */
  readonly baseHash: string | undefined;
}

/** The place of a visible article in one feed. */
export interface FeedPlace {
  readonly feed: FeedName;
  readonly position: number;
  /** Undefined for one that has been visible since before there was this order, and is not among the newest thousand. */
  readonly visibleOrder: number | undefined;
}

export interface ManifestEntry {
  readonly key: string;
  /** Null for a draft that no reader has seen, which holds none. */
  readonly slug: string | null;
  readonly id: string;
  readonly state: ArticleState;
  readonly revision: number;
  readonly publishedAt: number;
  readonly contentHash: string;
  readonly editionAt: number | null;
  /** The bucket lacks one of its images: the same edition sent again puts it back. */
  readonly lacksImages: boolean;
  /** The writing tool whose edition the folder does not have yet, and the content hash of the edition before. */
  readonly tool: string | null;
  readonly baseHash: string | null;
}

export type LogKind = "publish" | "update" | "minor" | "correct" | "retract" | "restore";

/** One atomic change of one article: log, state, memberships, heads and media move together or not at all. */
export interface ArticleChange {
  readonly record: ArticleRecord;
  /** Undefined where readers see no difference: only source and hash are kept, and no head moves. */
  readonly logKind: LogKind | undefined;
  /** True: no delta and no delivery names it as news. So it is with what is saved first long after its publication, in any case. */
  readonly isQuiet?: boolean | undefined;
  /** The date as its file has it; undefined: that which is stored. */
  readonly writtenDate?: string | undefined;
  readonly contentHash: string;
  readonly editionAt: number | undefined;
  readonly source: string;
  /** The profile that `feeds` was decided by: with another one in the store, the change is refused as a conflict. */
  readonly profileHash: string | undefined;
  readonly feeds: readonly FeedLabel[];
  readonly media: ArticleMedia;
  readonly links: ReadonlyMap<string, string>;
  readonly aliases: readonly string[];
  /** A former address that gives way to any article that needs it. */
  readonly formerSlug?: string | undefined;
  /** Undefined: what is known of a hold stays. */
  readonly hold?: Hold | undefined;
  /** The folder lacks this edition, or has it; undefined: what is known of that stays. */
  readonly toolEdition?: ToolEdition | "none" | undefined;
  readonly previous: StoredArticle | undefined;
}

/** Who keeps an article from readers: a walk may bring back what a walk took out, and never what its publisher took back. */
export type Hold = { readonly by: "walk"; readonly message: string } | { readonly by: "publisher" };

export interface SavedChange {
  readonly revision: number;
  /** Readers see it, and the main feed has a whole window of newer ones. */
  readonly isBelowWindow: boolean;
  readonly droppedAliases: readonly DroppedAlias[];
}

/** A former address that the article claims and another article has. */
export interface DroppedAlias {
  readonly alias: string;
  /** That article's key. */
  readonly holder: string;
}

/** Why a change was not saved: the name is taken, or another writer came first. */
export type SaveProblem =
  | { readonly reason: "slug-taken"; readonly slug: string; readonly holder: string }
  | { readonly reason: "id-taken"; readonly id: string; readonly holder: string }
  | { readonly reason: "conflict" };

/** One size of a picture, not stored yet. */
export interface ReceivedSize {
  readonly part: SizePart;
  readonly medium: Medium;
  readonly bytes: Uint8Array;
}

/** Another article at an address. */
export interface AddressHolder {
  readonly key: string;
  /** Whether the address is its former one by an earlier version's rule, which gives way. */
  readonly yields: boolean;
}

/** The store as publishing uses it. */
export interface PublicationStore extends GuidStore {
  /** The other articles that have these slugs and former addresses, by address. */
  findAddressHolders(addresses: readonly string[], key: string): Promise<ReadonlyMap<string, AddressHolder>>;
  readSite(): Promise<Site>;
  /** By its key in any of Unicode's spellings; as it is written, if it is stored so. */
  findStored(key: string): Promise<StoredArticle | undefined>;
  /** Both as of one moment, in one round trip. */
  findStoredWithSite(key: string): Promise<{ readonly stored: StoredArticle | undefined; readonly site: Site }>;
  /** By the names asked for; one that was cleaned of its metadata is found under its former name, too. */
  findMedia(names: readonly string[]): Promise<ReadonlyMap<string, StoredFile>>;
  /** The pictures whose sizes are all stored, by the names of their originals; of several recipes the last. */
  findPictures(originals: readonly string[]): Promise<ReadonlyMap<string, Medium>>;
  /** Stores the sizes of a picture that no article uses yet. Sizes that are stored already stay as they are. */
  savePicture(key: PictureKey, sizes: readonly ReceivedSize[], now: number): Promise<void>;
  /** Those of these media whose bytes the bucket lacks. */
  findLostMedia(names: readonly string[]): Promise<readonly string[]>;
  /** Keeps an image's bytes; they are not served until a medium or an article is saved that names them. */
  saveBytes(medium: StoredFile, bytes: Uint8Array): Promise<void>;
  /** Stores an image that no article uses yet. */
  saveMedia(medium: StoredFile, bytes: Uint8Array, now: number): Promise<void>;
  saveArticle(change: ArticleChange): Promise<Result<SavedChange, SaveProblem>>;
  listManifest(afterKey: string, limit: number): Promise<readonly ManifestEntry[]>;
  /** Gives an article another key, unless that one is another article's; nothing else of it changes. */
  moveArticle(from: string, to: string): Promise<void>;
  /** The folder has this edition of a writing tool now; false: another edition is stored. */
  acceptToolEdition(key: string, contentHash: string): Promise<boolean>;
  /** Keeps when an edition was made that is stored already, if that is later than what is known of it. */
  noteEdition(key: string, editionAt: number): Promise<void>;
  /** Stores the profile; every feed's revision moves, and the walk over stored articles begins again. */
  saveProfile(change: ProfileChange): Promise<Result<{ readonly revision: number }, { readonly reason: "conflict" }>>;
  /** Those that are published. */
  listStandingPages(): Promise<readonly StandingPage[]>;
  /** Stores the profile with another navigation: documents' heads move, and no entry of a feed. */
  saveNavigation(
    change: NavigationChange,
  ): Promise<Result<{ readonly revision: number }, { readonly reason: "conflict" }>>;
  noteProfileEdition(editionAt: number): Promise<void>;
  /** Keeps site.yaml as it came, for backups; a change of its comments alone changes no profile. */
  noteProfileSource(source: string, profileHash: string): Promise<void>;
  /** The last key that a walk has read; undefined: it is over, and the feeds that have moved hold nothing any more. */
  saveRecomputedKey(profileHash: string, key: string | undefined, successions: readonly Succession[]): Promise<void>;
  /** Gives a store that was never public its authority: ids that were minted without one get it. */
  settleAuthority(domain: string, authority: string, now: number): Promise<void>;
  /** Every feed that readers may know of, by name. */
  listFeeds(): Promise<readonly FeedHeadRow[]>;
  /** The keys of the published articles in a feed. */
  listFeedKeys(name: FeedName): Promise<readonly string[]>;
  /** Ends a feed and forgets its title, if it has no entry and the profile does not declare it; false: it has, or does. */
  retireFeed(name: FeedName, now: number): Promise<boolean>;
  /** Begins a walk over stored articles unless they were read with this version already. */
  beginReading(readerVersion: string): Promise<void>;
  /** Those that are still out with the content that the walk read. */
  listHeldBack(): Promise<readonly HeldBackEntry[]>;
}

/** An article that a walk took out of every output, and what its file says. */
export interface HeldBackEntry {
  readonly key: string;
  readonly contentHash: string;
  readonly at: number;
  readonly message: string;
}

export type StandingPage = Pick<ArticleRecord, "slug" | "title" | "language" | "facets">;

export type NavigationChange = Pick<ProfileChange, "profile" | "profileHash" | "formerHash" | "now">;

export interface ProfileChange {
  readonly profile: SiteProfile;
  readonly former: SiteProfile | undefined;
  readonly profileHash: string;
  /** The profile that this one replaces: if the store has another, the change is refused as a conflict. */
  readonly formerHash: string;
  readonly editionAt: number;
  readonly declared: readonly FeedLabel[];
  readonly successions: readonly Succession[];
  /** The tagging entity from now on, if the store has none; undefined while the publication is not public. */
  readonly authority: string | undefined;
  readonly now: number;
}
