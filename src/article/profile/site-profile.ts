import type { Label, Person } from "../article.ts";
import type { LeavingRule } from "./leaving.ts";
import type { MachineLicence } from "./machine-licence.ts";
import type { PartnerId } from "./partner-ids.ts";
import type { PodcastRule } from "./podcast/podcast-rule.ts";
import type { SourceRule } from "./source-rules.ts";

/** The publication's profile: `articles/site.yaml`, once read. Texts hold no character that XML 1.0 forbids. */
export interface SiteProfile {
  readonly title: string;
  readonly description: string;
  /** BCP 47 tag of the publication; an article may have its own. */
  readonly language: string;
  /** IANA time zone in which dates without a zone are read, e.g. `Asia/Singapore`. */
  readonly timeZone: string;
  /** The publication's home page where that is not this worker's own front page. */
  readonly homePage: string | undefined;
  /** The domain in minted ids (RFC 4151): `domain`, else the host of `home_page`. Undefined: see authority.ts. */
  readonly domain?: string | undefined;
  /** The day (YYYY-MM-DD) since when the domain is the publication's; part of minted feed ids. */
  readonly since: string;
  /** The author of articles that name none. */
  readonly author: AuthorRule;
  readonly authors: readonly AuthorRule[];
  readonly copyright: string | undefined;
  /** Address of the licence of everything published. */
  readonly license: string | undefined;
  /** The licence for machines, for everything published. */
  readonly machineLicence?: MachineLicence | undefined;
  /** Addresses of square icon and 2:1 logo; absolute, or PUBLIC_URL_MARK followed by a path. */
  readonly icon: string | undefined;
  readonly logo: string | undefined;
  /** Names of the icon's small bitmaps, where the publisher's command has made them. */
  readonly iconBitmaps?: IconBitmaps | undefined;
  /** Image for articles that bring none and have no cover. A media name, or an absolute address. */
  readonly defaultImage: string | undefined;
  /** The publication's colour, `#rrggbb` in lower case, on its pages and covers. */
  readonly accent?: string | undefined;
  /** The typeface of headlines and articles; `serif` by default. */
  readonly font?: FontName | undefined;
  /** Where the covers of articles without a picture are shown; `feeds`, and cards, unless said. */
  readonly covers?: CoverPlaces | undefined;
  /** True: the originals of pictures are published, too, and pages link to them. */
  readonly keepsOriginals?: true | undefined;
  /** In pixels, where the logo is a file beside site.yaml. */
  readonly logoSize?: { readonly width: number; readonly height: number } | undefined;
  readonly categories: readonly CategoryRule[];
  /** The categories that have a section of their own on the front page, in that order. */
  readonly sections?: readonly Label[] | undefined;
  /** Links of the header beside those of every publication: standing pages by their paths, or addresses elsewhere. */
  readonly navigation?: readonly NavigationLink[] | undefined;
  /** The standing pages that readers may see, in the order of the navigation: the store's, and no setting. */
  readonly pages?: readonly PageLink[] | undefined;
  /** Where people subscribe by e-mail: a page elsewhere. */
  readonly newsletter?: string | undefined;
  /** How tags are spelt, and the slugs of those whose name would give another. */
  readonly tags?: readonly TagRule[] | undefined;
  readonly feeds: readonly NamedFeedRule[];
  /** The named feeds that aggregators take, each by its own rules (feed/partners). */
  readonly partners?: readonly PartnerRule[] | undefined;
  /** External hubs that are pinged on every change; they are not advertised. */
  readonly hubs?: readonly string[] | undefined;
  readonly indexNow?: IndexNow | undefined;
  /** The languages in which articles have translations: `name.fr.md`, `fr/name.md`. */
  readonly languages?: readonly string[] | undefined;
  /** Folders of files with paths from the site's root; {@link DEFAULT_STATIC_FOLDERS} unless said. */
  readonly staticFolders?: readonly string[] | undefined;
  /** Patterns of the addresses that articles had before: `/blog/:year/:month/:day/:slug/`. */
  readonly formerAddresses?: readonly string[] | undefined;
  /** Paths of feeds by the addresses, path and query, that lead to them from a former site. */
  readonly formerFeeds?: Readonly<Record<string, string>> | undefined;
  /** Where the main feed goes on, if it leaves. */
  readonly leaving?: LeavingRule | undefined;
  /** Set where writing tools may publish. */
  readonly takesMicropub?: true | undefined;
  readonly fediverse?: FediverseRule | undefined;
  /** Publications elsewhere whose articles are taken over and kept in step. */
  readonly sources?: readonly SourceRule[] | undefined;
}

export interface PageLink extends NavigationLink {
  readonly language: string;
}

/** How the publication is found from the fediverse. */
export interface FediverseRule {
  /** The host of the bridge that WebFinger requests are sent to. */
  readonly bridge?: string | undefined;
  /** Accounts and pages elsewhere that are the publication's own (`rel="me"`). */
  readonly me?: readonly string[] | undefined;
}

interface NavigationLink {
  readonly title: string;
  readonly url: string;
}

/** Stored pictures in PNG: for /favicon.ico and for /apple-touch-icon.png. */
export interface IconBitmaps {
  readonly favicon: string;
  readonly touch: string;
}

/** The paths under which the command sends them with site.yaml; no file of a folder can have these. */
export const ICON_BITMAP_PATHS: IconBitmaps = { favicon: ":icon/favicon.png", touch: ":icon/touch.png" };

/** Notification of search engines (indexnow.org). The key is not secret: it is served publicly. */
export interface IndexNow {
  readonly key: string;
  /** The endpoint to notify; undefined: the one that all engines share. */
  readonly address: string | undefined;
}

/** Folders whose files other tools serve from the site's root, in the articles' folder, beside it or one level above. */
export const DEFAULT_STATIC_FOLDERS: readonly string[] = ["public", "static", "assets", "source", "images"];

/** The names of font stacks: see pages/theme/fonts.ts. */
export const fontNames = ["serif", "book", "sans", "humanist", "mono"] as const;

/** The values of `covers`. */
export const coverPlaces = ["feeds", "everywhere", "none"] as const;

export type CoverPlaces = (typeof coverPlaces)[number];

export type FontName = (typeof fontNames)[number];

/** Names and slugs of former times: articles may go on using them, and their feeds answer 301. Absent where there are none. */
interface Renamed {
  readonly formerly?: readonly string[] | undefined;
}

export interface AuthorRule extends Person, Renamed {
  /** A line about the author, for pages. */
  readonly about?: string | undefined;
  /** The author's account, as `@anna@social.example`. */
  readonly fediverse?: string | undefined;
  /** As `icon`; with a size where it is a file beside site.yaml. */
  readonly picture?: { readonly url: string; readonly width?: number; readonly height?: number } | undefined;
}

export interface TagRule extends Label, Renamed {}

/** One category of the taxonomy and the words that put an article into it. */
export interface CategoryRule extends Renamed {
  readonly name: string;
  readonly slug: string;
  readonly description: string | undefined;
  readonly keywords: readonly string[];
}

/** A feed by selection: an article is in it if it has one of `any` (or `any` is empty), each of `all`, and none of `not`. */
export interface NamedFeedRule extends Renamed {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly any: readonly FeedTerm[];
  readonly all: readonly FeedTerm[];
  readonly not: readonly FeedTerm[];
  /** Entries in the window; 50 unless said, of a podcast 500. */
  readonly windowSize: number;
  readonly content: "full" | "summary";
  /** Set where RSS shows the Markdown of its entries, too (`source:markdown`). */
  readonly hasMarkdown?: true | undefined;
  /** Absent unless the feed is a podcast. */
  readonly podcast?: PodcastRule | undefined;
}

/** A named feed that an aggregator takes. */
export interface PartnerRule {
  readonly partner: PartnerId;
  /** The name of the feed in {@link SiteProfile.feeds}. */
  readonly feed: string;
  /** The secret part of its address; undefined: its address is public. */
  readonly token?: string | undefined;
  /** Set where the publisher may pass the images on. */
  readonly hasImageRights?: true | undefined;
}

/** The term that a rule of a named feed matches. */
export interface FeedTerm {
  readonly facet: "category" | "author" | "tag" | "language";
  /** Of a language its tag in lower case. */
  readonly slug: string;
}
