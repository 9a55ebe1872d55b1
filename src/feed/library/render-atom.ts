import { ATOM_CLOSING, renderAtomEntry, renderAtomOpening } from "../atom.ts";
import { type Extras, readFeed } from "./read-feed.ts";
import type { FeedSource } from "./types.ts";
import { writeIri } from "./write-iri.ts";

/** Atom 1.0. Never throws; `listProblems` tells what it leaves out. Without `extras` it knows no extensions and no Media RSS. */
export function renderAtom(feed: FeedSource, extras?: Extras): string {
  const { head, items, namespaces } = readFeed(feed, extras);
  const iri = { ...head, id: writeIri(head.id) };
  let document = renderAtomOpening(iri, head.feedLinks.atom, namespaces, extras?.render(head));
  for (const item of items) {
    document += renderAtomEntry(item, undefined, extras?.render(item), writeIri(item.id));
  }
  return document + ATOM_CLOSING;
}
