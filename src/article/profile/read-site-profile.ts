import * as v from "valibot";
import { formatAddress } from "../../lib/addresses.ts";
import type { Finding } from "../../lib/finding.ts";
import { findHostFault } from "../../lib/public-address.ts";
import { succeed } from "../../lib/result.ts";
import { removeForbiddenCharacters } from "../../lib/text.ts";
import { type Label, type Medium, PUBLIC_URL_MARK } from "../article.ts";
import { decodeSource } from "../decode-source.ts";
import { nameSlug } from "../derive/derive-slug.ts";
import { findNamed } from "../derive/find-named.ts";
import { explainSlip } from "../front-matter/explain-slip.ts";
import { isGroup, readYaml, type YamlPath, type YamlProblem, type YamlTree } from "../front-matter/read-yaml.ts";
import { describeIssue, isWebAddress } from "../front-matter/yaml-schema.ts";
import { findMedium, normaliseMediaPath } from "../images/media-path.ts";
import { findDoubles, findLostPartnerFeeds } from "./find-doubles.ts";
import { readFormerFeedAddress, readFormerFeedTarget } from "./former-feeds.ts";
import { buildLeaving } from "./leaving.ts";
import type { MachineLicence } from "./machine-licence.ts";
import { ARTWORK_WANTED, findArtworkFault, readPodcast } from "./podcast/read-podcast.ts";
import { findTokensInSettings } from "./shown-tokens.ts";
import type {
  AuthorRule,
  CategoryRule,
  FeedTerm,
  IconBitmaps,
  NamedFeedRule,
  PartnerRule,
  SiteProfile,
  TagRule,
} from "./site-profile.ts";
import { type ProfileFile, profileSchema } from "./site-profile-schema.ts";
import { buildSources } from "./source-rules.ts";

export interface ProfileReading {
  /** Undefined exactly if there is an error. */
  readonly profile: SiteProfile | undefined;
  readonly findings: readonly Finding[];
}

/** Reads `articles/site.yaml`. `media`: the images beside it, by their path. Never throws. */
export function readSiteProfile(
  source: string | Uint8Array,
  media: ReadonlyMap<string, Medium> = new Map(),
  iconBitmaps?: IconBitmaps,
): ProfileReading {
  const decoded = typeof source === "string" ? succeed(source) : decodeSource(source, "site.yaml");
  if (!decoded.ok) return refuse([{ line: decoded.problem.line ?? 1, message: decoded.problem.message }]);
  const text = removeForbiddenCharacters(decoded.value.replace(/^\uFEFF/, ""));
  const read = readYaml(text, 1);
  if (!read.ok) return refuse([explainUnreadable(text, read.problem)]);
  const tree: YamlTree = { ...read.value, value: read.value.value ?? {} };
  if (!isGroup(tree.value)) return refuse([{ line: 1, message: 'site.yaml must be lines of the form "name: value"' }]);
  const parsed = v.safeParse(profileSchema, tree.value, { abortPipeEarly: true });
  if (!parsed.success) return refuse(parsed.issues.map((issue) => describeIssue(issue, tree)));
  const own = buildProfile(parsed.output, media);
  const profile = own.icon === undefined || iconBitmaps === undefined ? own : { ...own, iconBitmaps };
  const problems = [
    ...findDoubles(profile),
    ...findLostPartnerFeeds(profile),
    ...findTokensInSettings(tree.value, profile),
    ...findLostImages(parsed.output, media),
  ];
  if (problems.length === 0)
    return { profile, findings: [...findLostColour(text, tree), ...findArtworkFaults(parsed.output, media, tree)] };
  return refuse(problems.map(({ path, message }) => ({ line: tree.lineOf(path), message })));
}

function explainUnreadable(text: string, problem: YamlProblem): YamlProblem {
  const cure = explainSlip(text, problem, "yaml", (changed) => {
    const read = readYaml(changed, 1);
    return read.ok ? undefined : read.problem;
  });
  return { line: problem.line, message: `Cannot read site.yaml: ${problem.message}; ${cure}` };
}

/** An icon that is not there would be a broken picture in every reader. */
function findLostImages(file: ProfileFile, media: ReadonlyMap<string, Medium>) {
  const named: readonly (readonly [path: YamlPath, image: string | undefined])[] = [
    ...(["icon", "logo", "default_image"] as const).map((name) => [[name], file[name]] as const),
    [["author", "picture"], file.author?.picture],
    ...file.authors.map(({ picture }, index) => [["authors", index, "picture"], picture] as const),
  ];
  return named.flatMap(([path, image]) =>
    image === undefined || isWebAddress(image) || findMedium(media, normaliseMediaPath(image) ?? image)
      ? []
      : [
          {
            path,
            message: `"${path.at(-1)}" must be an image beside site.yaml or an address, found "${image}", which is neither`,
          },
        ],
  );
}

/** YAML 1.2.2 §6.6: a "#" after white space begins a comment, and the accent would be the usual one without a word. */
function findLostColour(text: string, { lineOf }: YamlTree): Finding[] {
  const [, colour] = /^accent:[ \t]+(#[0-9a-f]{3,6})[ \t]*$/im.exec(text) ?? [];
  if (colour === undefined) return [];
  const message = `"accent" has no value, since YAML takes ${colour} for a comment; write accent: "${colour}"`;
  return [{ severity: "warning", reason: "profile-invalid", line: lineOf(["accent"]), message }];
}

/** A podcast is published without an artwork that directories refuse. */
function findArtworkFaults(
  { feeds }: ProfileFile,
  media: ReadonlyMap<string, Medium>,
  { lineOf }: YamlTree,
): Finding[] {
  return feeds.flatMap(({ podcast }, index) => {
    const fault = podcast?.image === undefined ? undefined : findArtworkFault(podcast.image, media);
    if (fault === undefined) return [];
    const message = `"feeds[${index}].podcast.image" must be ${ARTWORK_WANTED}, ${fault}; the podcast is published without it`;
    const line = lineOf(["feeds", index, "podcast", "image"]);
    return [{ severity: "warning", reason: "podcast-artwork", line, message }];
  });
}

function refuse(problems: readonly { readonly line: number; readonly message: string }[]): ProfileReading {
  const findings = problems.map(
    ({ line, message }): Finding => ({ severity: "error", reason: "profile-invalid", line, message }),
  );
  return { profile: undefined, findings };
}

function buildProfile(file: ProfileFile, media: ReadonlyMap<string, Medium>): SiteProfile {
  const categories = file.categories.map(buildCategory);
  const tags = file.tags.map(buildTag);
  return {
    title: file.title,
    description: file.description,
    language: file.language,
    timeZone: file.time_zone,
    homePage: file.home_page,
    ...nameDomain(file),
    since: file.since,
    author: buildPerson(file.author ?? { name: file.title }, media),
    authors: file.authors.map((author) => buildPerson(author, media)),
    copyright: file.copyright,
    license: file.license,
    icon: file.icon === undefined ? undefined : placeImage(file.icon, media),
    logo: file.logo === undefined ? undefined : placeImage(file.logo, media),
    defaultImage: file.default_image === undefined ? undefined : nameImage(file.default_image, media),
    categories,
    feeds: file.feeds.map((feed) => ({
      ...buildFeed(feed, { category: categories, tag: tags, author: [] }),
      ...(feed.podcast && { podcast: readPodcast(feed.podcast, media, (image) => placeImage(image, media)) }),
    })),
    ...omitAbsent({
      sections: unlessEmpty(file.sections.map((name) => labelKnown(name, categories))),
      navigation: unlessEmpty(file.navigation),
      newsletter: file.newsletter,
      tags: unlessEmpty(tags),
      machineLicence: file.licence && buildLicence(file.licence),
      partners: unlessEmpty(file.partners.map(buildPartner)),
      hubs: unlessEmpty(file.hubs),
      takesMicropub: isYes(file.micropub) || undefined,
      fediverse: file.fediverse && omitAbsent({ bridge: file.fediverse.bridge, me: unlessEmpty(file.fediverse.me) }),
      indexNow: file.index_now && { key: file.index_now.key, address: file.index_now.address },
      accent: file.accent,
      font: file.font,
      covers: file.covers === "feeds" ? undefined : file.covers,
      keepsOriginals: isYes(file.keep_originals) || undefined,
      logoSize: file.logo === undefined ? undefined : sizeOf(file.logo, media),
      // With the publication's own, so that a file may name it, too.
      languages: file.languages.length === 0 ? undefined : [...new Set([file.language, ...file.languages])],
      staticFolders: file.static,
      formerAddresses: unlessEmpty(file.former_addresses),
      formerFeeds: file.former_feeds && buildFormerFeeds(file.former_feeds),
      leaving: file.leaving && buildLeaving(file.leaving, file.time_zone),
      sources: unlessEmpty(buildSources(file.sources)),
    }),
  };
}

function isYes(word: string): boolean {
  return /^(?:yes|true)$/i.test(word);
}

/** The profile is stored as JSON and compared: a setting that is not made has no member. */
function omitAbsent<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}

function unlessEmpty<Item>(list: readonly Item[]): readonly Item[] | undefined {
  return list.length === 0 ? undefined : list;
}

interface PersonFields {
  readonly name: string;
  readonly slug?: string | undefined;
  readonly url?: string | undefined;
  readonly email?: string | undefined;
  readonly about?: string | undefined;
  readonly picture?: string | undefined;
  readonly fediverse?: string | undefined;
  readonly formerly?: readonly string[];
}

function buildPerson(person: PersonFields, media: ReadonlyMap<string, Medium>): AuthorRule {
  const { name, slug, url, email, about, picture, fediverse, formerly = [] } = person;
  const portrait = picture === undefined ? undefined : { url: placeImage(picture, media), ...sizeOf(picture, media) };
  return {
    name,
    slug: slug ?? nameSlug(name),
    url,
    email,
    ...omitAbsent({ about, picture: portrait, fediverse }),
    ...listFormerly(formerly),
  };
}

function buildCategory(category: ProfileFile["categories"][number]): CategoryRule {
  const { name, slug, description, keywords, formerly } = category;
  return { name, slug: slug ?? nameSlug(name), description, keywords, ...listFormerly(formerly) };
}

function buildTag({ name, slug, formerly }: ProfileFile["tags"][number]): TagRule {
  return { name, slug: slug ?? nameSlug(name), ...listFormerly(formerly) };
}

function buildLicence({ permits, prohibits, payment, terms }: NonNullable<ProfileFile["licence"]>): MachineLicence {
  return { permits, prohibits, ...omitAbsent({ payment, terms }) };
}

function buildPartner({ partner, feed, token, image_rights }: ProfileFile["partners"][number]): PartnerRule {
  return {
    partner,
    feed,
    ...(token !== undefined && { token }),
    ...(image_rights === "yes" && { hasImageRights: true }),
  };
}

function listFormerly(formerly: readonly string[]): { readonly formerly?: readonly string[] } {
  return formerly.length === 0 ? {} : { formerly };
}

const DEFAULT_WINDOW = 50;
/** Apps list only the episodes that they find in the feed. */
const PODCAST_WINDOW = 500;

type KnownLabel = Label & { readonly formerly?: readonly string[] | undefined };
type KnownLabels = Readonly<Record<Exclude<FeedTerm["facet"], "language">, readonly KnownLabel[]>>;

function buildFeed(feed: ProfileFile["feeds"][number], known: KnownLabels): NamedFeedRule {
  const { name, title, description, any, all, not, content, markdown, formerly, podcast } = feed;
  const windowSize = feed.window_size ?? (podcast === undefined ? DEFAULT_WINDOW : PODCAST_WINDOW);
  const readTerms = (terms: readonly string[]) => terms.map((term) => readTerm(term, known));
  const rules = { any: readTerms(any), all: readTerms(all), not: readTerms(not) };
  return {
    name,
    title: title ?? name,
    description,
    ...rules,
    windowSize,
    content,
    ...(isYes(markdown) && { hasMarkdown: true }),
    ...listFormerly(formerly),
  };
}

/** `category:North Korea` and `category:north-korea` are the same. The schema has checked the syntax. */
function readTerm(term: string, known: KnownLabels): FeedTerm {
  const [written = "", ...rest] = term.split(":");
  const value = rest.join(":").trim();
  if (written === "lang") return { facet: "language", slug: value.replaceAll("_", "-").toLowerCase() };
  const facet = written === "author" || written === "tag" ? written : "category";
  return { facet, slug: labelKnown(value, known[facet]).slug };
}

/** A label as it is declared, however its name is written here; one that is not declared gets the usual slug. */
function labelKnown(written: string, known: readonly KnownLabel[]): Label {
  const { name, slug } = findNamed(written, known) ?? { name: written, slug: nameSlug(written) };
  return { name, slug };
}

function buildFormerFeeds(written: Readonly<Record<string, string>>): Record<string, string> {
  const pairs = Object.entries(written).map(([text, feed]) => {
    const address = readFormerFeedAddress(text) ?? text;
    return [address, readFormerFeedTarget(feed, address) ?? feed];
  });
  return Object.fromEntries(pairs);
}

/** The position among the other values decides the profile's hash. */
function nameDomain({ domain, home_page: homePage }: ProfileFile): Pick<SiteProfile, "domain"> {
  if (domain !== undefined) return { domain };
  const host = homePage === undefined ? "" : new URL(homePage).hostname;
  return findHostFault(host) === undefined ? { domain: host } : {};
}

/** An address, or the place on this site where an image beside site.yaml will be. */
function placeImage(image: string, media: ReadonlyMap<string, Medium>): string {
  if (isWebAddress(image)) return formatAddress(new URL(image));
  const path = normaliseMediaPath(image) ?? image;
  const medium = findMedium(media, path);
  return `${PUBLIC_URL_MARK}/${medium === undefined ? path : `media/${medium.name}`}`;
}

/** Pages keep room for an image whose size is known. */
function sizeOf(image: string, media: ReadonlyMap<string, Medium>): SiteProfile["logoSize"] {
  if (isWebAddress(image)) return undefined;
  const medium = findMedium(media, normaliseMediaPath(image) ?? image);
  return medium && { width: medium.width, height: medium.height };
}

function nameImage(image: string, media: ReadonlyMap<string, Medium>): string {
  if (isWebAddress(image)) return image;
  const path = normaliseMediaPath(image) ?? image;
  return findMedium(media, path)?.name ?? path;
}
