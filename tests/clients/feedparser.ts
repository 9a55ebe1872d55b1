import { type FeedClient, present, type SeenEntry } from "./reading.ts";
import { runPython } from "./run-program.ts";

export interface FeedparserAnswer {
  readonly status: number | null;
  /** 1 where the document is not what it should be. */
  readonly bozo: 0 | 1;
  readonly etag: string | null;
  readonly modified: string | null;
  readonly entries: readonly FeedparserEntry[];
}

interface FeedparserEntry {
  readonly id: string | null;
  readonly title: string | null;
  readonly link: string | null;
  readonly published: number | null;
  readonly updated: number | null;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly enclosures: readonly { readonly href: string; readonly type: string; readonly length: string }[];
  readonly summary: string | null;
  readonly contents: readonly string[];
}

export const feedparser: FeedClient = {
  name: "feedparser",
  async read(url) {
    const { bozo, entries } = await pollWithFeedparser(url);
    return { isAccepted: bozo === 0, entries: entries.map(describeEntry) };
  },
};

export async function pollWithFeedparser(url: string, validators: readonly string[] = []): Promise<FeedparserAnswer> {
  return runPython<FeedparserAnswer>("feedparser-poll.py", [url, ...validators], "python3-feedparser");
}

function describeEntry(entry: FeedparserEntry): SeenEntry {
  const [file, ...others] = entry.enclosures;
  if (others.length > 0) throw new Error(`${entry.link} has ${entry.enclosures.length} enclosures; wanted one at most`);
  return {
    id: present(entry.id),
    title: present(entry.title),
    link: present(entry.link),
    published: present(entry.published),
    updated: present(entry.updated),
    authors: present(entry.authors),
    categories: present(entry.categories),
    enclosure: file && { url: file.href, type: file.type, length: Number(file.length) },
    summary: present(entry.summary),
    fullText: present(entry.contents.join("")),
  };
}
