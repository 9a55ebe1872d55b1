const HOUR = 3_600_000;

/** The validators that a server sent: the tag without `W/` and quotes, and Last-Modified in milliseconds. */
export interface Served {
  readonly tag: string;
  readonly lastModified: number;
}

type Conditions = (served: Served) => Record<string, string>;

export const imf = (time: number) => new Date(time).toUTCString();

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** RFC 9110 §5.6.7, obsolete but to be understood: `Sunday, 06-Nov-94 08:49:37 GMT`. */
function rfc850(time: number): string {
  const [, day, month, year, clock] = imf(time).split(" ");
  return `${DAYS[new Date(time).getUTCDay()]}, ${day}-${month}-${year?.slice(2)} ${clock} GMT`;
}

/** `Sun Nov  6 08:49:37 1994` */
function asctime(time: number): string {
  const [weekday, day, month, year, clock] = imf(time).split(" ");
  return `${weekday?.slice(0, 3)} ${month} ${String(Number(day)).padStart(2, " ")} ${clock} ${year}`;
}

function olderTag({ tag }: Served): string {
  return tag.replace(/^\d+/, "1");
}

/** What a request says, and the status that it gets (RFC 9110 §13). The revision of the tag is above 1. */
export const conditionalRows: readonly (readonly [name: string, conditions: Conditions, status: number])[] = [
  ["no condition", () => ({}), 200],
  ["the tag as we sent it", (served) => ({ "if-none-match": `W/"${served.tag}"` }), 304],
  ["the tag as a strong one (weak comparison)", (served) => ({ "if-none-match": `"${served.tag}"` }), 304],
  ["the tag without quotes", (served) => ({ "if-none-match": served.tag }), 304],
  ["the tag without quotes, weak", (served) => ({ "if-none-match": `W/${served.tag}` }), 304],
  ["the tag in a list", (served) => ({ "if-none-match": `"a", W/"b" ,W/"${served.tag}"` }), 304],
  ["a list without it", (served) => ({ "if-none-match": `"a", W/"b", W/"${olderTag(served)}"` }), 200],
  ["any tag", () => ({ "if-none-match": "*" }), 304],
  ["a tag that is an asterisk", () => ({ "if-none-match": '"*"' }), 200],
  ["the tag after Apache's gzip", (served) => ({ "if-none-match": `W/"${served.tag}-gzip"` }), 304],
  ["the tag after a proxy's br", (served) => ({ "if-none-match": `W/"${served.tag}-br"` }), 304],
  ["the tag after Jetty's gzip", (served) => ({ "if-none-match": `W/"${served.tag}--gzip"` }), 304],
  ["an older tag", (served) => ({ "if-none-match": `W/"${olderTag(served)}"` }), 200],
  [
    "the revision under another epoch",
    (served) => ({ "if-none-match": `W/"${served.tag.split("-")[0]}-000000000000"` }),
    200,
  ],
  ["an empty tag", () => ({ "if-none-match": '""' }), 200],
  ["nothing", () => ({ "if-none-match": "" }), 200],
  ["garbage", () => ({ "if-none-match": "][;}" }), 200],
  ["the date as we sent it", (served) => ({ "if-modified-since": imf(served.lastModified) }), 304],
  ["a later date", (served) => ({ "if-modified-since": imf(served.lastModified + 1000) }), 304],
  ["an earlier date", (served) => ({ "if-modified-since": imf(served.lastModified - 1000) }), 200],
  ["a date in the future", () => ({ "if-modified-since": imf(Date.now() + HOUR) }), 200],
  ["the date in RFC 850's form", (served) => ({ "if-modified-since": rfc850(served.lastModified) }), 304],
  ["an earlier one in RFC 850's form", (served) => ({ "if-modified-since": rfc850(served.lastModified - HOUR) }), 200],
  ["the date in asctime's form", (served) => ({ "if-modified-since": asctime(served.lastModified) }), 304],
  ["an earlier one in asctime's form", (served) => ({ "if-modified-since": asctime(served.lastModified - HOUR) }), 200],
  ["a date that is none", () => ({ "if-modified-since": "last week" }), 200],
  [
    "tag and date that agree",
    (served) => ({ "if-none-match": `W/"${served.tag}"`, "if-modified-since": imf(served.lastModified) }),
    304,
  ],
  [
    "an older tag beside the date: the tag decides",
    (served) => ({ "if-none-match": `W/"${olderTag(served)}"`, "if-modified-since": imf(served.lastModified) }),
    200,
  ],
  [
    "the tag beside an older date: the tag decides",
    (served) => ({ "if-none-match": `W/"${served.tag}"`, "if-modified-since": imf(served.lastModified - HOUR) }),
    304,
  ],
  [
    "the tag beside a date that is none",
    (served) => ({ "if-none-match": `W/"${served.tag}"`, "if-modified-since": "soon" }),
    304,
  ],
  [
    "garbage beside the date: the tag decides",
    (served) => ({ "if-none-match": "?", "if-modified-since": imf(served.lastModified) }),
    200,
  ],
];
