import type { Extension } from "../extensions/extension.ts";
import type { DocumentItem } from "../feed-item.ts";
import { readFiles } from "./read-files.ts";
import { readAuthor, readCategory } from "./read-parts.ts";
import { type Loose, parseAddress, type Read, readAddress, readDate, readList, readText } from "./read-values.ts";
import type { Trace } from "./trace.ts";
import type { Item } from "./types.ts";

/** Of a feed or an item: added to, where it is a podcast. */
export interface Extensible {
  extensions: readonly Extension[] | undefined;
}

export type ReadExtensions = (value: unknown, trace?: Trace) => Extension[];

/** Reads items; a value that is not an object is read as an empty item. */
export function itemOf(readExtensions?: ReadExtensions): Read<DocumentItem & Extensible> {
  return (value, trace, index) => {
    const item: Loose<Item> = Object(value);
    const id = readText(item.id, trace);
    const guid = readText(item.guid, trace);
    const title = readText(item.title, trace);
    const description = readText(item.description, trace);
    const link = readAddress(item.link, trace) ?? parseAddress(id);
    const permanent = id ?? link ?? guid ?? title ?? `items[${index}]`;
    const author = readList(item.author, readAuthor, trace);
    const [enclosure, ...otherFiles] = readFiles(item, trace);
    return {
      id: permanent,
      guid: guid ?? permanent,
      isPermalink: !id && !guid && link !== undefined,
      link,
      title: title ?? link ?? permanent,
      // RSS 2.0: a title, or a description.
      isNote: !title && description !== undefined,
      date: readDate(item.date, trace),
      published: readDate(item.published, trace),
      summaryHtml: description ?? "",
      content: readText(item.content, trace),
      author,
      // RSS 2.0: the e-mail address of the author, of whom there is one.
      rssAuthor: author[0]?.email && !author[1] ? `${author[0].email} (${author[0].name})` : undefined,
      contributors: readList(item.contributor, readAuthor, trace),
      category: readList(item.category, readCategory, trace),
      enclosure,
      otherFiles,
      copyright: readText(item.copyright, trace),
      language: readText(item.language, trace),
      externalUrl: readAddress(item.externalUrl, trace),
      extensions: readExtensions?.(item.extensions, trace),
    };
  };
}
