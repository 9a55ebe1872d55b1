import { formatRfc3339 } from "../../lib/dates.ts";
import { isBlank } from "../../lib/xml.ts";
import type { FeedFile, FeedHead } from "../feed-item.ts";
import { isImage, known, listFiles } from "../files.ts";
import type { PartnerItem } from "./list-offered.ts";
import type { PartnerOptions } from "./partner.ts";

const STANDARD = { name: "ninjs", version: "3.3", schema: "http://www.iptc.org/std/ninjs/ninjs-schema_3.3.json#" };

/**
 * News in JSON (IPTC ninjs 3.3). The standard describes one news object, so the document is one: a `composite` whose associations are
 * the entries, each a complete news object. `JSON.stringify` leaves out what is undefined.
 */
export function renderNinjs(head: FeedHead, items: readonly PartnerItem[], options: PartnerOptions): string {
  const opening = JSON.stringify({
    uri: writeUri(head.id),
    type: "composite",
    representationType: "full",
    versionCreated: formatRfc3339(head.updated.getTime()),
    pubStatus: "usable",
    ...listRights(head),
    language: head.language,
    title: head.title,
    standard: STANDARD,
  });
  const entries = items.map((item) => JSON.stringify(describeItem(item, head, options)));
  return `${opening.slice(0, -1)},"associations":[\n${entries.join(",\n")}\n]}\n`;
}

/** A retracted article keeps its identity, and has its notice for editors in place of all texts: the item is to be withdrawn. */
function describeItem(item: PartnerItem, head: FeedHead, options: PartnerOptions) {
  const { isRetracted, description } = item;
  return {
    name: item.title,
    uri: writeUri(item.iri ?? item.id),
    type: "text",
    representationType: isRetracted ? "partial" : "full",
    version: String(item.revision),
    firstCreated: formatRfc3339(item.published.getTime()),
    versionCreated: formatRfc3339(item.date.getTime()),
    pubStatus: isRetracted ? "canceled" : "usable",
    ...listRights(head),
    edNote: isRetracted ? description : undefined,
    language: item.language ?? head.language,
    ...(isRetracted ? undefined : listTexts(item)),
    subjects: unlessEmpty(item.category.map(({ name }) => ({ name }))),
    infoSources: item.origin && [{ name: item.origin.title, uri: writeUri(item.origin.home ?? item.origin.feed) }],
    headlines: [{ contentType: "text/plain", value: item.title }],
    by: item.author.map(({ name }) => name).join(", ") || undefined,
    altIds: [{ role: "link", value: item.link }],
    associations: isRetracted
      ? undefined
      : unlessEmpty(listFiles(item).map((file, index) => describeFile(file, index, options))),
  };
}

function listTexts({ description, content, text }: PartnerItem) {
  const bodies = [
    { contentType: "text/html", value: content },
    { contentType: "text/plain", value: text },
  ];
  return {
    descriptions: isBlank(description) ? undefined : [{ contentType: "text/plain", value: description }],
    bodies: unlessEmpty(bodies.filter(({ value }) => !isBlank(value))),
  };
}

function listRights({ copyright, license }: FeedHead) {
  return {
    copyrightNotice: isBlank(copyright) ? undefined : copyright,
    rightsInfo: isBlank(license) ? undefined : { linkedRights: writeUri(license) },
  };
}

function describeFile(file: FeedFile, index: number, { hasImageRights }: PartnerOptions) {
  const { url, type, alt, credit, title, thumbnail } = file;
  const nature = isImage(file) ? "picture" : natureOf(type);
  return {
    name: title || `${nature} ${index + 1}`,
    uri: writeUri(url),
    type: nature,
    usageTerms: nature === "picture" && !hasImageRights ? "No right to republish this picture is granted." : undefined,
    descriptions: isBlank(alt) ? undefined : [{ contentType: "text/plain", value: alt }],
    by: isBlank(credit) ? undefined : credit,
    renditions: [
      {
        name: "main",
        href: writeUri(url),
        contentType: isBlank(type) ? undefined : type,
        width: known(file.width),
        height: known(file.height),
        sizeInBytes: known(file.length),
        duration: known(file.duration),
      },
      ...(thumbnail
        ? [{ name: "thumbnail", href: writeUri(thumbnail.url), width: thumbnail.width, height: thumbnail.height }]
        : []),
    ],
  };
}

/** The value of http://cv.iptc.org/newscodes/ninature/ for a media type. */
function natureOf(mediaType: string): string {
  const [top] = mediaType.split("/");
  return top === "audio" || top === "video" ? top : "component";
}

/** RFC 3987 §3.1: an IRI as a URI. */
function writeUri(iri: string): string {
  return iri.replace(/\P{ASCII}+/gu, (part) => encodeURIComponent(part.toWellFormed()));
}

function unlessEmpty<T>(values: readonly T[]): readonly T[] | undefined {
  return values.length === 0 ? undefined : values;
}
