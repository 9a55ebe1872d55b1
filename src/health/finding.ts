/** Faults of a publication that affect feed readers. */
export type CheckName =
  | "reachable"
  | "discovery"
  | "https"
  | "redirects"
  | "content-type"
  | "charset"
  | "well-formed"
  | "elements"
  | "ids"
  | "dates"
  | "self-link"
  | "validators"
  | "not-modified"
  | "compression"
  | "cache-control"
  | "enclosures"
  | "images"
  | "hub"
  | "agents"
  | "partner"
  | "podcast";

export interface HealthFinding {
  /** An error loses readers or shows them something wrong; a warning costs traffic or comfort. */
  readonly severity: "error" | "warning";
  readonly check: CheckName;
  /** An address; where it helps, with the entry after a space. */
  readonly where: string;
  readonly found: string;
  readonly wanted: string;
  /** The cure. */
  readonly advice: string;
}

type Observation = Omit<HealthFinding, "severity" | "advice"> & Partial<HealthFinding>;

/** A finding with the usual severity and advice of its check, unless it brings its own. */
export function note(observation: Observation): HealthFinding {
  const [severity, advice] = USUAL[observation.check];
  return { severity, advice, ...observation };
}

const USUAL: Readonly<Record<CheckName, readonly [HealthFinding["severity"], string]>> = {
  reachable: ["error", "See that the address is right and that the server answers it with 200 for everybody."],
  discovery: ["error", 'Put <link rel="alternate" type="application/rss+xml" href="…"> into the head of the page.'],
  https: ["error", "Serve it over https:// and redirect http:// there: some readers refuse what is not."],
  redirects: [
    "error",
    "Let the old address lead to the newest one in a single 301, and name the newest one everywhere.",
  ],
  "content-type": ["error", "Let the server send the type of the format: some readers go by it alone."],
  charset: ["error", "Write the feed in UTF-8, and say so in the header and in the XML declaration alike."],
  "well-formed": ["error", "Readers refuse the whole feed: escape text with a library, and never by hand."],
  elements: ["error", "Add what the format requires; readers skip or misread what lacks it."],
  ids: ["error", "Give each entry an id of its own that never changes: readers take one id for one article."],
  dates: ["error", "Write dates as the format says, with a zone, and publish an article when its time has come."],
  "self-link": ["error", "Name the feed's own address in it: readers and hubs move to the one it names."],
  validators: [
    "warning",
    "Send ETag and Last-Modified, and 304 to whoever has the feed already: polls get 20 times smaller.",
  ],
  "not-modified": ["warning", "RFC 9110 §15.4.5: repeat ETag, Cache-Control and Vary in a 304, as the 200 has them."],
  compression: ["warning", "Compress with gzip for whoever accepts it: feeds get five times smaller."],
  "cache-control": [
    "warning",
    "Send Cache-Control: public with a max-age of minutes to hours, so that readers know how often to ask.",
  ],
  enclosures: ["error", "State the true length in bytes and the true type: players seek and show progress by them."],
  images: ["error", "See that the image is there and public, or leave it out."],
  hub: ["error", "Take the hub out of the feed, or see that it answers: readers poll less where one is named."],
  partner: ["error", "The aggregator drops what breaks its rules, without a message."],
  podcast: [
    "error",
    "Directories refuse or hide what breaks their rules; docs/podcasts.md says what each value is made of.",
  ],
  agents: [
    "error",
    "Let readers pass: exempt feeds from bot protection, challenges and rate limits for known readers.",
  ],
};
