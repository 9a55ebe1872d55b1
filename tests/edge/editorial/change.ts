import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SimulatedEdge } from "../../support/simulated-edge.ts";

/** By path in the folder; undefined: the file is not there. */
export type Files = Readonly<Record<string, string | Uint8Array | undefined>>;

/** One change that a publisher makes, and what it means to readers. */
export interface EditorialChange {
  readonly what: string;
  /** Beside or instead of {@link FOLDER}. */
  readonly before?: Files;
  /** Beside or instead of what was there before. */
  readonly after: Files;
  /** What happens besides, after that publish. */
  readonly afterwards?: (edge: SimulatedEdge) => Promise<unknown>;
  /** Options of the second publish, and what is answered to its questions; without an answer it asks none. */
  readonly flags?: { readonly retractMissing?: boolean; readonly answer?: boolean };
  /**
   * What an address answers before and after. A feed: "200" and the titles of its entries, in order; any document or page that has
   * moved: "301" and the path.
   */
  readonly answers: Readonly<Record<string, readonly [before: string, after: string]>>;
  /** Under which key an article goes on that has another file, by its former key. Any other key is the same article as before. */
  readonly moved?: Readonly<Record<string, string>>;
  /** The addresses that may answer 410 afterwards. */
  readonly ends?: readonly string[];
  /** The pages that may answer 404 afterwards. */
  readonly hides?: readonly string[];
  /** What the second publish says. */
  readonly says?: readonly RegExp[];
}

interface Fields {
  readonly title: string;
  readonly date: string;
  readonly [name: string]: string;
}

export function write(fields: Fields, text = "The ferry sails at noon.", more: readonly string[] = []): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return ["---", ...lines, ...more, "---", "", text, ""].join("\n");
}

export const SITE = `title: Editorial
domain: editorial.example
author: Desk
`;

/** An article with a picture gets no cover, which would take most of a test's time to draw. */
const IMAGE = { image: "/sea.png" };

export const FERRY = { title: "Ferry", date: "2026-01-02", categories: "[Harbour]", authors: "[Mara Quay]", ...IMAGE };
export const KITE = { title: "Kite", date: "2026-01-03", categories: "[Sky]", authors: "[Elies Wind]", ...IMAGE };

const PICTURE = new Uint8Array(readFileSync(resolve(import.meta.dirname, "../../fixtures/images/plain.png")));

/** Two articles, each with a category and an author of its own. */
export const FOLDER: Files = {
  "sea.png": PICTURE,
  "site.yaml": SITE,
  "ferry.md": write(FERRY),
  "kite.md": write(KITE, "It flies high."),
};
