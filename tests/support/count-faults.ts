import { SaxesParser } from "saxes";
import { listJsonFeedFaults } from "./json-feed.ts";

/** Documents of one package over many feeds. */
export interface Faults {
  documents: number;
  threw: number;
  /** RSS or Atom that is not well-formed. */
  malformed: number;
  /** JSON that has a fault by the schema of JSON Feed. */
  invalid: number;
}

interface Renderable {
  rss2(): string;
  atom1(): string;
  json1(): string;
}

const methods = [
  { method: "rss2", fault: "malformed", isSound: isWellFormed },
  { method: "atom1", fault: "malformed", isSound: isWellFormed },
  { method: "json1", fault: "invalid", isSound: (text: string) => listJsonFeedFaults(JSON.parse(text)).length === 0 },
] as const;

/** Renders each feed in three formats, and counts what came of it. Making a feed may throw as well. */
export function countFaults(feeds: Iterable<() => Renderable>): Faults {
  const faults = { documents: 0, threw: 0, malformed: 0, invalid: 0 };
  for (const build of feeds) {
    for (const { method, fault, isSound } of methods) {
      faults.documents += 1;
      const text = tryRender(build, method);
      if (text === undefined) faults.threw += 1;
      else if (!isSound(text)) faults[fault] += 1;
    }
  }
  return faults;
}

function tryRender(build: () => Renderable, method: keyof Renderable): string | undefined {
  try {
    return build()[method]();
  } catch {
    return undefined;
  }
}

/** By a strict parser that knows namespaces: not only of documents in our own style. */
function isWellFormed(xml: string): boolean {
  try {
    new SaxesParser({ xmlns: true }).write(xml).close();
    return true;
  } catch {
    return false;
  }
}
