import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type CoverCard, type CoverStyle, drawCover } from "../../cli/cover/card.ts";
import { findFace, measureText } from "../../cli/cover/faces.ts";
import { chooseColors } from "../../cli/cover/field.ts";
import { fitLine, fitTitle } from "../../cli/cover/fit-title.ts";
import { fitLogo } from "../../cli/cover/logo.ts";
import { drawSvg } from "../../cli/draw-svg.ts";
import { measureImage } from "../../src/article/images/measure-image.ts";
import { fontNames } from "../../src/article/profile/site-profile.ts";
import { contrastOf, parseHex } from "../../src/lib/colour.ts";

const STYLE: CoverStyle = { font: "serif" };

const CARD: CoverCard = {
  title: "North Korea’s leader Kim Jong Un pledged to enhance strategic cooperation with Russia",
  dateText: "12 June 2023",
  publication: "The Courier",
  accent: "#9a3412",
  language: "en",
};

const CARDS: [name: string, card: CoverCard][] = [
  ["Latin", CARD],
  ["Greek", { ...CARD, title: "Νέα μέτρα για τη στήριξη των νοικοκυριών", publication: "Η Εφημερίδα", language: "el" }],
  [
    "Cyrillic",
    { ...CARD, title: "Учёные обнаружили новый вид рыб; Ґанок і Їжак", publication: "Вестник", language: "ru" },
  ],
  ["Vietnamese", { ...CARD, title: "Thủ tướng Việt Nam thăm Đức", language: "vi" }],
  ["three scripts", { ...CARD, title: "«Ελλάδα» — Россия 2:1 in New York", accent: "#5b3a8c" }],
  ["emoji", { ...CARD, title: "Goal! 🎉👩‍👧 1️⃣ 🇬🇷" }],
  ["Japanese", { ...CARD, title: "北朝鮮の金正恩氏", dateText: "2023年6月12日", language: "ja" }],
  ["Arabic all through", { ...CARD, title: "صحيفة", dateText: "١٢ يونيو", publication: "صحيفة", language: "ar" }],
  ["no title", { ...CARD, title: "", publication: "", dateText: "" }],
  ["one endless word", { ...CARD, title: "x".repeat(200) }],
  ["a very long title", { ...CARD, title: "Considerations which ministers weighed ".repeat(30) }],
];

const TITLES: [language: string, title: string][] = [
  ["de", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"],
  ["vi", "Thủ tướng Việt Nam thăm Đức"],
  ["el", "Νέα μέτρα για τη στήριξη"],
  ["pl", "Żółć gęślą jaźń"],
  ["ar", "رئيس الوزراء: قمة (G7) في 2026"],
  ["he", "ראש הממשלה: שלום (2026)"],
  ["hi", "प्रधानमंत्री की जर्मनी यात्रा"],
  ["en", "Goal! 🎉👩‍👧 1️⃣ 🇬🇷 → what now?"],
];

/** A drawing twice as wide as high. */
function drawLogo(color: string) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><circle cx="20" cy="10" r="9" fill="${color}"/></svg>`;
  const bytes = drawSvg(Buffer.from(svg)) ?? new Uint8Array();
  return { bytes, mediaType: "image/png", width: 800, height: 400 };
}

/** The pixels of the field in the colour of its words. */
function countInk(png: Uint8Array): number {
  const { rows, palette } = readRows(png);
  const ink = palette.indexOf("fffdf9");
  return rows.subarray(0, 1201 * 500).filter((index, place) => place % 1201 !== 0 && index === ink).length;
}

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The rows of palette indexes, from the PNG's single IDAT. */
function readRows(png: Uint8Array): { rows: Buffer; palette: string[]; colors: Set<string> } {
  const bytes = Buffer.from(png);
  const [palette, data] = [bytes.indexOf("PLTE"), bytes.indexOf("IDAT")];
  const colors = bytes.toString("hex", palette + 4, palette + 4 + bytes.readUInt32BE(palette - 4)).match(/.{6}/g) ?? [];
  return {
    rows: inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4))),
    palette: colors,
    colors: new Set(colors),
  };
}

describe("drawCover", () => {
  it.each(CARDS)("%s: a PNG of 1200 by 630, below 60 KB", (_, card) => {
    const png = drawCover(card, STYLE);
    const value = { mediaType: "image/png", extension: "png", width: 1200, height: 630 };
    expect(measureImage(png)).toEqual({ ok: true, value });
    expect(png.length).toBeLessThan(60_000);
  });

  it.each(CARDS)("%s: nothing touches the edges beside and below the foot", (_, card) => {
    const { rows } = readRows(drawCover(card, STYLE));
    const corner = rows[1201 * 629 + 1];
    const isFooted = card.publication !== "";
    const margin = rows.subarray(1201 * 600).filter((index, place) => place % 1201 !== 0 && index !== corner);
    expect(margin.length > 0).toBe(!isFooted);
  });

  it("the same card gives the same bytes, in another process too", () => {
    const here = digest(drawCover(CARD, STYLE));
    expect(digest(drawCover(CARD, STYLE))).toBe(here);
    const script = `import { drawCover } from "./cli/cover/card.ts";
      import { createHash } from "node:crypto";
      console.log(createHash("sha256").update(drawCover(${JSON.stringify(CARD)}, { font: "serif" })).digest("hex"));`;
    const root = `${import.meta.dirname}/../..`;
    const there = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: root,
      encoding: "utf8",
    });
    expect(there.trim()).toBe(here);
  }, 20_000);

  it("different titles in a script that cannot be set have different shapes", () => {
    const [one, two] = [drawCover({ ...CARD, title: "日本" }, STYLE), drawCover({ ...CARD, title: "中国" }, STYLE)];
    expect(digest(one)).not.toBe(digest(two));
  });

  it("shows the accent, with a title and without", () => {
    for (const title of ["Title", "日本"]) {
      const { colors } = readRows(drawCover({ ...CARD, title, accent: "#0d5eaf" }, STYLE));
      expect(colors).toContain("0d5eaf");
    }
  });

  it("is set in the typeface of the publication", () => {
    const drawn = fontNames.map((font) => digest(drawCover(CARD, { font })));
    expect(new Set(drawn).size).toBe(3);
  });

  it.each(TITLES)("shows the title in %s", (language, title) => {
    const { colors } = readRows(drawCover({ ...CARD, title, language }, STYLE));
    // The words, on the field or its shapes; a card without a title has no blends of them.
    expect(colors.has("fffdf9")).toBe(true);
    expect(countInk(drawCover({ ...CARD, title, language }, STYLE))).toBeGreaterThan(2000);
  });

  it("shows the logo, and none that could not be seen", () => {
    const plain = digest(drawCover(CARD, STYLE));
    const logo = fitLogo(drawLogo("#0d5eaf"));
    expect(logo).toMatchObject({ width: 128, height: 64 });
    expect(digest(drawCover(CARD, { ...STYLE, logo }))).not.toBe(plain);
    expect(fitLogo(drawLogo("#ffffff"))).toBeUndefined();
    expect(fitLogo({ ...drawLogo("#0d5eaf"), bytes: Buffer.from("no picture") })).toBeUndefined();
  });
});

describe("chooseColors", () => {
  it("words are readable on the ground and on its shapes (WCAG 2.2 §1.4.3), whatever the accent", () => {
    for (let number = 0; number < 0xffffff; number += 9_973) {
      const accent = `#${number.toString(16).padStart(6, "0")}`;
      const { ground, text, tones } = chooseColors(accent);
      for (const surface of [ground, ...tones])
        expect(contrastOf(parseHex(text), parseHex(surface)), accent).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe("findFace", () => {
  const wanted = { font: "serif", weight: 700, language: "en" } as const;
  it.each(["Latin Ő ß", "Ελληνικά ᾳ", "Кириллица ґ", "Việt", "“quotes” – — … €"])("the serif has %s", (text) => {
    expect(findFace(text, wanted)?.family).toContain("NotoSerif");
  });

  it.each([
    ["عربي (G7) 2026", "NotoSansArabic"],
    ["עברית (G7) 2026", "NotoSansHebrew"],
  ])("one face has all of %s", (text, family) => expect(findFace(text, wanted)?.family).toContain(family));

  it.each(["日本", "한국", "ไทย"])("no face that travels with the command has %s", (text) => {
    expect(findFace(text, wanted)).toBeUndefined();
  });

  it("emoji and symbols do not cost a title its face", () => {
    expect(findFace("Goal! 🎉👩‍👧 1️⃣ 🇬🇷 ⇝", wanted)?.family).toContain("NotoSerif");
  });
});

const serif = findFace("a", { font: "serif", weight: 700, language: "en" });
const measure = (text: string) => (serif === undefined ? Number.NaN : measureText(serif, text));
const box = { width: 1056, height: 408, lineHeight: 1.14, language: "en", measure };
const SPACES = /[\s\u00A0]+/;
const WORDS =
  "Kim pledged, on Monday, to enhance the co-operation that ministers — after talks — call «vital» for peace in Asia".split(
    " ",
  );

describe("fitTitle", () => {
  it.each(Array.from({ length: 60 }, (_, count) => [count + 1]))(
    "%i words: each word shown is a whole word of the title",
    (count) => {
      const title = Array.from({ length: count }, (_, index) => WORDS[(index * 7) % WORDS.length]).join(" ");
      const fitted = fitTitle(title, box);
      const shown = (fitted?.lines.join(" ") ?? "").replace(/…$/, "").split(SPACES);
      const words = title.split(SPACES).slice(0, shown.length);
      // The last word before an ellipsis loses its comma.
      expect(shown.map((word) => word.replace(/,$/, ""))).toEqual(words.map((word) => word.replace(/,$/, "")));
    },
  );

  it.each([1, 5, 10, 20, 40, 80])("%i words fit the box", (count) => {
    const { lines, fontSize } = fitTitle(Array.from({ length: count }, () => "Cooperation").join(" "), box) ?? {
      lines: [],
      fontSize: 0,
    };
    expect(lines.length * fontSize * box.lineHeight).toBeLessThanOrEqual(box.height);
    for (const line of lines) expect(box.measure(line) * fontSize).toBeLessThanOrEqual(box.width);
    expect(lines.length).toBeGreaterThan(0);
  });

  it("a longer title is set smaller, and shortened only when the smallest type is reached", () => {
    const sizes = [1, 4, 8, 12, 16, 60].map((count) => fitTitle("minister ".repeat(count).trim(), box)?.fontSize ?? 0);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(fitTitle("minister ".repeat(60).trim(), box)?.lines.at(-1)).toMatch(/minister…$/);
    expect(sizes.at(-1)).toBe(44);
  });

  it("a word too wide for the line is set smaller, whole", () => {
    const word = "Geschwindigkeitsbegrenzungsverordnung";
    const fitted = fitTitle(`Die ${word} kommt`, box);
    expect(fitted?.lines.join(" ").split(" ")).toContain(word);
    expect(fitted?.fontSize).toBe(44);
  });

  it.each([
    ["between syllables", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau", "Donaudampfschifffahrtselekt-"],
    [
      "at its own soft hyphens",
      `Donaudampfschifffahrts\u00ADelektrizitätenhaupt\u00ADbetriebswerk`,
      "Donaudampfschifffahrts-",
    ],
    ["anywhere, where it has no syllables", "x".repeat(90), `${"x".repeat(22)}-`],
  ])("a word that is too wide in the smallest type is broken %s", (_, word, first) => {
    const { lines } = fitTitle(word, box) ?? { lines: [] };
    expect(lines[0]).toBe(first);
    expect(lines.join("").replaceAll("-", "")).toBe(word.replaceAll("\u00AD", ""));
    for (const line of lines) expect(line.replace("-", "").length).toBeGreaterThan(9);
  });

  it("soft hyphens are not shown inside a line", () => {
    expect(fitTitle("Au\u00ADto\u00ADbahn", box)?.lines).toEqual(["Autobahn"]);
  });

  it("lines of Japanese end between words, and none begins with a mark or ends with an opening bracket", () => {
    const title = "北朝鮮の金正恩総書記、ロシアとの戦略的協力を強化すると表明「歴史的な一歩」";
    for (let width = 300; width <= 1056; width += 60) {
      const { lines } = fitTitle(title, { ...box, width, language: "ja", measure: (text) => text.length }) ?? {
        lines: [],
      };
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.filter((line) => /^[、。」ー]|[「（]$/u.test(line))).toEqual([]);
    }
  });

  it("lines end after a hyphen between two words, never before a mark set apart, never after a single letter", () => {
    const narrow = { ...box, width: 420 };
    for (const title of [
      "Anti-Korruptions-Behörde",
      "Que faire ? « L’été », dit-elle ; enfin !",
      "Рыба у берегов и в море",
    ]) {
      const { lines } = fitTitle(title, narrow) ?? { lines: [] };
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.filter((line) => /^[?!:;»]|«$|(^|\s)\p{L}$/u.test(line))).toEqual([]);
    }
  });

  it("a shortened title does not end with a preposition or a comma", () => {
    const title = `${"minister ".repeat(50)}, of it, to us in at on by an up`;
    expect(fitTitle(title, box)?.lines.at(-1)).toMatch(/minister…$/);
  });

  it("lines are even: a last line of one short word is avoided", () => {
    const { lines } = fitTitle("Parliament approves the new budget for schools today", box) ?? { lines: [] };
    const widths = lines.map(box.measure);
    expect(Math.min(...widths) / Math.max(...widths)).toBeGreaterThan(0.5);
  });
});

describe("fitLine", () => {
  const measureLetters = (text: string) => text.length;
  it.each([
    ["The Courier", 11, "The Courier"],
    ["The International Herald", 18, "The International…"],
    ["The International Herald", 17, "The…"],
    ["International", 5, undefined],
  ])("%j in %i em is %j", (text, ems, expected) =>
    expect(fitLine(text, ems, { language: "en", measure: measureLetters })).toBe(expected),
  );
});
