import { type Extension, listMembers, renderExtensions } from "../extensions/extension.ts";
import { MEDIA_NAMESPACE, renderMedia } from "../media-rss.ts";
import { extensionsOf, ITUNES_NAMESPACE } from "./read-extensions.ts";
import type { Extras } from "./read-feed.ts";

/** `Feed` has them; a function that renders one format is smaller without. */
export const extras: Extras = {
  extensionsOf,
  complete: ({ head, items, namespaces }, { podcast, category }) => {
    const used = { ...namespaces, ...(items.some(({ enclosure }) => enclosure) && { media: MEDIA_NAMESPACE }) };
    if (!podcast) return { head, items, namespaces: used };
    const { author, image, extensions = [] } = head;
    const channel = listElements({
      author: author?.name,
      category: category && { _attributes: { text: category } },
      owner: author?.email && { "itunes:name": author.name, "itunes:email": author.email },
      image: image && { _attributes: { href: image } },
    });
    return {
      head: { ...head, extensions: channel.concat(extensions) },
      items: items.map((item) => ({
        ...item,
        extensions: listElements({ duration: Math.round(item.enclosure?.duration ?? 0) }).concat(item.extensions ?? []),
      })),
      namespaces: { ...used, itunes: ITUNES_NAMESPACE },
    };
  },
  renderExtensions,
  renderItem: (item) => renderMedia(item) + renderExtensions(item.extensions),
  listMembers,
};

function listElements(elements: Readonly<Record<string, unknown>>): Extension[] {
  return Object.entries(elements).flatMap(([name, value]) =>
    value ? [{ name: `itunes:${name}`, objects: typeof value === "object" ? { ...value } : { _text: value } }] : [],
  );
}
