/** One member of an Accept-like header with its weight (RFC 9110 §12.4.2). */
interface Weighted {
  readonly value: string;
  readonly weight: number;
}

function readWeighted(header: string): Weighted[] {
  return header
    .slice(0, 2048)
    .split(",")
    .map((member) => {
      const [value = "", ...parameters] = member.split(";").map((part) => part.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith("q="));
      const weight = q === undefined ? 1 : Number(q.slice(2));
      return { value, weight: weight >= 0 && weight <= 1 ? weight : 0 };
    })
    .filter(({ value }) => value !== "");
}

/** RFC 9110 §12.5.3: gzip is welcome if named, or covered by `*`, with a weight that is not zero and not below identity's. */
export function acceptsGzip(header: string | null): boolean {
  if (header === null) return false;
  // The two spellings of nearly every client need no parsing.
  if (header === "gzip" || header === "gzip, deflate, br" || header === "br, gzip") return true;
  const members = readWeighted(header);
  const weightOf = (coding: string) => members.find(({ value }) => value === coding)?.weight;
  const gzip = weightOf("gzip") ?? weightOf("x-gzip") ?? weightOf("*") ?? 0;
  return gzip > 0 && gzip >= (weightOf("identity") ?? 0);
}

/** The offered media type that `Accept` prefers; the first offer where it does not say (RFC 9110 §12.5.1). */
export function chooseMediaType<Offer extends { readonly mediaType: string }>(
  header: string | null,
  offers: readonly [Offer, ...Offer[]],
): Offer {
  const ranges = readWeighted(header ?? "*/*");
  const weigh = ({ mediaType }: Offer) => weightFor(mediaType, ranges);
  return offers.reduce((best, offer) => (weigh(offer) > weigh(best) ? offer : best), offers[0]);
}

function weightFor(mediaType: string, ranges: readonly Weighted[]): number {
  const [type = ""] = mediaType.split("/");
  // §12.5.1: the most specific range that matches decides.
  const named = [mediaType, ...(aliases[mediaType] ?? [])];
  const exact = ranges.filter(({ value }) => named.includes(value)).map(({ weight }) => weight);
  if (exact.length > 0) return Math.max(...exact);
  return (
    (ranges.find(({ value }) => value === `${type}/*`) ?? ranges.find(({ value }) => value === "*/*"))?.weight ?? 0
  );
}

/** Media types that mean one of ours. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  "application/feed+json": ["application/json"],
};
