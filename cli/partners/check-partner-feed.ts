import type { RootContent } from "hast";
import { parseHtml } from "../../src/article/markup/html.ts";
import { listBreaches } from "../../src/feed/partners/judge-article.ts";
import type { Partner, RssPartner } from "../../src/feed/partners/partner.ts";
import type { HealthFinding } from "../../src/health/finding.ts";
import { listChildren, textOf } from "../../src/health/xml-parts.ts";
import { parseXml, type XmlElement } from "../../src/lib/parse-xml.ts";
import { checkNinjs } from "./check-ninjs.ts";
import { type Observation, reportOf } from "./observation.ts";
import { bodyOf, findImageElement, readPartnerItem } from "./read-partner-item.ts";

const DAY_MS = 86_400_000;
const MI = "http://schemas.ingestion.microsoft.com/common/";
const SNF = "http://www.smartnews.be/snf";

/** Judges anybody's document by the rules of a partner. */
export function checkPartnerFeed(partner: Partner, bytes: Uint8Array, address: string): HealthFinding[] {
  return partner.format === "rss" ? checkRss(partner, bytes, address) : checkNinjs(partner, bytes, address);
}

function checkRss(partner: RssPartner, bytes: Uint8Array, address: string): HealthFinding[] {
  const root = parseXml(new TextDecoder().decode(bytes));
  const [channel] = root.ok ? listChildren(root.value, "channel") : [];
  const report = reportOf(partner);
  if (channel === undefined) return [report(address, NOT_RSS)];
  const items = listChildren(channel, "item");
  const newest = Math.max(...items.map(dateOf).filter(Number.isFinite));
  const language = textOf(channel, "language");
  return [
    ...checkChannel(partner, channel, bytes.length).map((one) => report(address, one)),
    ...items.flatMap((item, index) => {
      const where = `${address} ${textOf(item, "title") ?? `item ${index + 1}`}`;
      return checkItem(partner, item, { newest, language }).map((one) => report(where, one));
    }),
  ];
}

const NOT_RSS: Observation = {
  severity: "warning",
  found: "a feed in another format",
  wanted: "RSS 2.0, in which its rules are checked here",
  cure: "give the address of the RSS feed",
};

function checkChannel({ window, channel: rule }: RssPartner, channel: XmlElement, sizeBytes: number): Observation[] {
  const { maxBytes, items: maxItems, minItems = 0 } = window;
  const count = listChildren(channel, "item").length;
  const description = Array.from(textOf(channel, "description") ?? "").length;
  const observations: (Observation | false)[] = [
    maxBytes !== undefined &&
      sizeBytes > maxBytes && {
        found: `${sizeBytes} bytes`,
        wanted: `at most ${maxBytes}`,
        cure: "leave the oldest items out",
      },
    count > maxItems && {
      severity: "warning",
      found: `${count} items`,
      wanted: `at most ${maxItems}`,
      cure: "leave the oldest items out",
    },
    count < minItems && {
      severity: "warning",
      found: `${count} items`,
      wanted: `at least ${minItems}`,
      cure: "let the feed hold more",
    },
    rule.maxDescription !== undefined &&
      description > rule.maxDescription && {
        found: `a description of ${description} characters`,
        wanted: `at most ${rule.maxDescription}`,
        cure: "shorten the channel's description",
      },
    rule.logo === "snf" &&
      listChildren(channel, "logo", SNF).length === 0 && {
        severity: "warning",
        found: "no snf:logo",
        wanted: "one with the address of the logo",
        cure: 'add the element; edgewire takes it from "logo:" in site.yaml',
      },
  ];
  return observations.filter((one) => one !== false);
}

interface FeedContext {
  /** Milliseconds. */
  readonly newest: number;
  readonly language: string | undefined;
}

function checkItem(partner: RssPartner, item: XmlElement, { newest, language }: FeedContext): Observation[] {
  const { maxAgeDays } = partner.window;
  const published = textOf(item, "pubDate");
  const isOld = maxAgeDays !== undefined && newest - dateOf(item) >= maxAgeDays * DAY_MS;
  return [
    ...listBreaches(partner, readPartnerItem(item, language)),
    ...(isOld
      ? [
          {
            found: `it was published on ${published}`,
            wanted: `fewer than ${maxAgeDays} days before the newest`,
            cure: "leave it out",
          },
        ]
      : []),
    ...checkBody(partner, item),
    ...checkRights(partner, item),
  ];
}

function dateOf(item: XmlElement): number {
  return Date.parse(textOf(item, "pubDate") ?? "");
}

function checkBody({ html: rule }: RssPartner, item: XmlElement): Observation[] {
  if (rule === undefined) return [];
  const { allow, maxDepth, linkSchemes } = rule;
  const { names, depth, links } = measure(parseHtml(bodyOf(item)).children);
  const [lost] = links.filter((link) => !linkSchemes.some((scheme) => link.startsWith(scheme)));
  const others = [...names].filter((name) => !allow.includes(name));
  return [
    ...(others.length === 0
      ? []
      : [
          {
            found: others.map((name) => `<${name}>`).join(", "),
            wanted: `elements of ${allow.join(", ")}`,
            cure: "leave the others out and keep their content",
          },
        ]),
    ...(lost === undefined
      ? []
      : [{ found: `a link to ${lost}`, wanted: `links to ${linkSchemes.join(", ")}`, cure: "leave its text alone" }]),
    ...(depth > maxDepth
      ? [{ found: `elements ${depth} deep`, wanted: `at most ${maxDepth}`, cure: "nest them less" }]
      : []),
  ];
}

interface BodyMeasures {
  readonly names: ReadonlySet<string>;
  readonly depth: number;
  /** Addresses of links. */
  readonly links: readonly string[];
}

function measure(nodes: readonly RootContent[]): BodyMeasures {
  const names = new Set<string>();
  const links: string[] = [];
  let depth = 0;
  for (const node of nodes) {
    if (node.type !== "element") continue;
    const below = measure(node.children);
    depth = Math.max(depth, below.depth + 1);
    for (const name of [node.tagName, ...below.names]) names.add(name);
    if (node.tagName === "a") links.push(`${node.properties.href}`);
    links.push(...below.links);
  }
  return { names, depth, links };
}

function checkRights({ statesRights }: RssPartner, item: XmlElement): Observation[] {
  const image = findImageElement(item);
  if (!statesRights || image === undefined) return [];
  if (listChildren(image, "hasSyndicationRights", MI).length > 0) return [];
  const wanted = "mi:hasSyndicationRights of 1 or 0 in media:content";
  return [{ severity: "warning", found: "an image without its rights", wanted, cure: "say if it may be passed on" }];
}
