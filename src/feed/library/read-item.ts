import type { Extension } from "../extensions/extension.ts";
import type { DocumentItem } from "../feed-item.ts";
import { fileOf, sortFiles } from "./read-files.ts";
import { readAuthor, readCategory } from "./read-parts.ts";
import { listOf, parseAddress, type Read, readAddress, readDate, readMembers, readText } from "./read-values.ts";

const itemMembers = {
  id: readText,
  guid: readText,
  link: readAddress,
  title: readText,
  date: readDate,
  published: readDate,
  description: readText,
  content: readText,
  author: listOf(readAuthor),
  contributor: listOf(readAuthor),
  category: listOf(readCategory),
  enclosure: fileOf("application/octet-stream"),
  image: fileOf("image/jpeg"),
  audio: fileOf("audio/mpeg"),
  video: fileOf("video/mp4"),
  copyright: readText,
  language: readText,
  externalUrl: readAddress,
};

/** Reads an item; a value that is not an object is read as an empty item. */
export function itemOf(readExtensions?: Read<Extension[]>): Read<DocumentItem> {
  const members = { ...itemMembers, ...(readExtensions && { extensions: readExtensions }) };
  return (value, problems, index) => {
    const item = readMembers(members, value, problems);
    const { id, guid, title, description, author = [] } = item;
    const link = item.link ?? parseAddress(id);
    const permanent = id ?? link ?? guid ?? title ?? `items[${index}]`;
    const [enclosure, ...otherFiles] = sortFiles([item.video, item.audio, item.enclosure, item.image]);
    return {
      ...item,
      id: permanent,
      guid: guid ?? permanent,
      isPermalink: id === undefined && guid === undefined && link !== undefined,
      link,
      title: title ?? link ?? permanent,
      // RSS 2.0: a title, or a description.
      isNote: title === undefined && description !== undefined,
      summaryHtml: description ?? "",
      author,
      // RSS 2.0: the e-mail address of the author, of whom there is one.
      rssAuthor: author[0]?.email && !author[1] ? `${author[0].email} (${author[0].name})` : undefined,
      contributors: item.contributor,
      category: item.category ?? [],
      enclosure,
      otherFiles,
    };
  };
}
