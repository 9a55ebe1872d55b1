import type { PartnerId } from "../../src/article/profile/partner-ids.ts";
import { drawGif } from "../support/draw-gif.ts";
import { readImage } from "../support/harness.ts";

export interface Parts {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
  /** The name of a picture, or "" for none. */
  readonly image: string;
  readonly credit: string;
  /** Whether partners may have the image. */
  readonly rights: "yes" | "no";
  readonly language: string;
}

/** An article that keeps the rules of every partner. */
export const sound: Parts = {
  title: "The ferry is back at the harbour",
  summary: "The ferry came back this morning. ".repeat(10).trim(),
  text: 'The ferry <mark>came</mark> back, says <a href="tel:123">the office</a> in [its report](https://ferry.example/).',
  image: "sound.gif",
  credit: "A. Photographer",
  rights: "yes",
  language: "en",
};

interface Breach {
  readonly partners: readonly PartnerId[];
  readonly change: Partial<Parts>;
  /** The fault, what was wanted, and the cure. */
  readonly fault: string;
}

const wide = "a width of 0.5 to 1.89 times its height; use another one";
const language = "give it to another feed, or mend its language";

/** Each breaks one rule of the partners' rows. */
const breaches: readonly Breach[] = [
  {
    partners: ["msn"],
    change: { title: "Just 20 characters x" },
    fault: "its title has 20 characters, wanted 21 to 150; write a longer one",
  },
  {
    partners: ["msn"],
    change: { title: "Long ".repeat(31).trim() },
    fault: "its title has 154 characters, wanted 21 to 150; write a shorter one",
  },
  {
    partners: ["msn", "flatplan"],
    change: { title: "The <blink> element is back on the harbour's page" },
    fault: "its title has the tag <blink>, wanted plain text; write the title without it",
  },
  {
    partners: ["msn", "smartnews", "flipboard", "newsbreak", "fulltext", "flatplan", "ninjs"],
    change: { text: "" },
    fault: "it has no text, wanted some; write it below the front matter",
  },
  {
    partners: ["msn", "smartnews", "flipboard", "newsbreak"],
    change: { image: "" },
    fault: 'it has no image, wanted one; add it, or "image:" to the front matter',
  },
  {
    partners: ["msn", "smartnews", "flipboard", "newsbreak"],
    change: { rights: "no" },
    fault:
      'its image says that partners must not have it, wanted one that they may have; use another one, or write "republish: yes" in the group of "image:"',
  },
  {
    partners: ["msn"],
    change: { image: "small.gif" },
    fault: "its image has a longer side of 700 pixels, wanted at least 720; use another one",
  },
  { partners: ["msn"], change: { image: "wide.gif" }, fault: `its image is 1200 by 630 pixels, wanted ${wide}` },
  { partners: ["msn"], change: { image: "tall.gif" }, fault: `its image is 400 by 900 pixels, wanted ${wide}` },
  {
    partners: ["msn"],
    change: { image: "sound.avif" },
    fault: "its image is image/avif, wanted image/png, image/jpeg, image/gif, image/webp; use another one",
  },
  {
    partners: ["flipboard"],
    change: { summary: "Short." },
    fault: "its summary has 6 characters, wanted at least 300; write a longer one",
  },
  {
    partners: ["flipboard"],
    change: { image: "low.gif" },
    fault: "its image has a shorter side of 450 pixels, wanted at least 500; use another one",
  },
  {
    partners: ["flipboard"],
    // The size that `publish` sends is 1200 pixels wide.
    change: { image: "panorama.gif" },
    fault: "its image has a shorter side of 420 pixels, wanted at least 500; use another one",
  },
  {
    partners: ["newsbreak"],
    change: { credit: "" },
    fault: "its image has no credit, wanted one; write it beside the image",
  },
  {
    partners: ["msn", "newsbreak", "flatplan"],
    change: { language: "fr-CA" },
    fault: `its language is fr, wanted en; ${language}`,
  },
];

export function breachesOf(id: PartnerId): readonly Breach[] {
  return breaches.filter(({ partners }) => partners.includes(id));
}

export function writeArticle(
  number: number,
  { title, summary, text, image, credit, rights, language: lang }: Parts,
): string {
  const date = new Date(Date.UTC(2026, 9, 1, number)).toISOString();
  const lead =
    image === "" ? {} : { image: { src: image, alt: "The ferry", ...(credit && { credit }), republish: rights } };
  const head = { title, summary, date, lang, authors: ["Elena Marin"], categories: ["Sea"], ...lead };
  const body = text === "" ? "![The ferry](sound.gif)" : `${text} Text of article ${number}.`;
  return `---\n${JSON.stringify(head)}\n---\n\n${body}\n`;
}

export function writeSite(id: PartnerId): string {
  return `title: The Wire
description: News from the harbour, the railway and the islands beyond
domain: wire.example
covers: none
logo: https://wire.example/logo.png
author: { name: The Wire }
languages: [fr-CA]
feeds:
  - { name: top, all: "category: Sea", window_size: 60 }
partners:
  - { partner: ${id}, feed: top, image_rights: "yes" }
`;
}

/** Pictures by name; their sizes decide which rule they break. */
export const PICTURES: Readonly<Record<string, () => Uint8Array>> = {
  "sound.gif": () => drawGif(1200, 800),
  "small.gif": () => drawGif(700, 600),
  "wide.gif": () => drawGif(1200, 630),
  "tall.gif": () => drawGif(400, 900),
  "low.gif": () => drawGif(800, 450),
  "panorama.gif": () => drawGif(1600, 560),
  "sound.avif": () => enlargeAvif(readImage("plain.avif"), 1200, 800),
};

/** ISO 23008-12 §6.5.3: states another size in the property `ispe`. */
function enlargeAvif(avif: Uint8Array, width: number, height: number): Uint8Array {
  const at = Buffer.from(avif).indexOf("ispe");
  const changed = new Uint8Array(avif);
  new DataView(changed.buffer).setUint32(at + 8, width);
  new DataView(changed.buffer).setUint32(at + 12, height);
  return changed;
}
