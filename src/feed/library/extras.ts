import { type Extension, listMembers, renderExtensions } from "../extensions/extension.ts";
import { MEDIA_NAMESPACE, renderMedia } from "../media-rss.ts";
import { extensionsOf, ITUNES_NAMESPACE } from "./read-extensions.ts";
import type { Extras } from "./read-feed.ts";

/** `Feed` has them; a function that renders one format is smaller without. */
export const extras: Extras = {
  extensionsOf,
  complete: ({ head, items, namespaces }, { podcast, category }) => {
    if (items.some(({ enclosure }) => enclosure)) namespaces.media = MEDIA_NAMESPACE;
    if (!podcast) return;
    namespaces.itunes = ITUNES_NAMESPACE;
    const { author, image } = head;
    head.extensions = listElements(head.extensions, {
      author: author?.name,
      category: category && { _attributes: { text: category } },
      owner: author?.email && { "itunes:name": author.name, "itunes:email": author.email },
      image: image && { _attributes: { href: image } },
    });
    for (const item of items) {
      item.extensions = listElements(item.extensions, { duration: Math.round(item.enclosure?.duration ?? 0) });
    }
  },
  render: (part) => renderMedia(part) + renderExtensions(part.extensions),
  listMembers: ({ extensions }) => listMembers(extensions),
};

/** Apple's elements, before those of the feed or the item. */
function listElements(
  others: readonly Extension[] = [],
  elements: Readonly<Record<string, unknown>>,
): readonly Extension[] {
  const found = Object.entries(elements).flatMap(([name, value]) =>
    value ? [{ name: `itunes:${name}`, objects: typeof value === "object" ? { ...value } : { _text: value } }] : [],
  );
  return found.concat(others);
}
