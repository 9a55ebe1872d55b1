import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type CoverCard, drawCover } from "../../cli/cover/card.ts";
import { fitLine, fitTitle } from "../../cli/cover/fit-title.ts";
import { measureText } from "../../cli/cover/fonts.ts";
import { measureImage } from "../../src/article/images/measure-image.ts";

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

const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** The rows of palette indexes, from the PNG's single IDAT. */
function readRows(png: Uint8Array): { rows: Buffer; colors: Set<string> } {
  const bytes = Buffer.from(png);
  const [palette, data] = [bytes.indexOf("PLTE"), bytes.indexOf("IDAT")];
  const colors = bytes.toString("hex", palette + 4, palette + 4 + bytes.readUInt32BE(palette - 4)).match(/.{6}/g) ?? [];
  return {
    rows: inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4))),
    colors: new Set(colors),
  };
}

describe("drawCover", () => {
  it.each(CARDS)("%s: a PNG of 1200 by 630, below 60 KB", async (_, card) => {
    const png = await drawCover(card);
    const value = { mediaType: "image/png", extension: "png", width: 1200, height: 630 };
    expect(measureImage(png)).toEqual({ ok: true, value });
    expect(png.length).toBeLessThan(60_000);
  });

  it.each(CARDS)("%s: nothing touches the margin above and below", async (_, card) => {
    const { rows } = readRows(await drawCover(card));
    const paper = rows[1201 * 629 + 1];
    const foot = rows.subarray(1201 * 600).filter((index, place) => place % 1201 !== 0 && index !== paper);
    expect(foot).toHaveLength(0);
  });

  it("the same card gives the same bytes, in another process too", async () => {
    const here = digest(await drawCover(CARD));
    expect(digest(await drawCover(CARD))).toBe(here);
    const script = `import { drawCover } from "./cli/cover/card.ts";
      import { createHash } from "node:crypto";
      console.log(createHash("sha256").update(await drawCover(${JSON.stringify(CARD)})).digest("hex"));`;
    const root = `${import.meta.dirname}/../..`;
    const there = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: root,
      encoding: "utf8",
    });
    expect(there.trim()).toBe(here);
  }, 20_000);

  it("different titles in a script that cannot be set have different pictures", async () => {
    const [one, two] = [await drawCover({ ...CARD, title: "日本" }), await drawCover({ ...CARD, title: "中国" })];
    expect(digest(one)).not.toBe(digest(two));
  });

  it("emoji do not cost a title its text", async () => {
    expect(digest(await drawCover({ ...CARD, title: "Goal! 🎉👩‍👧" }))).toBe(
      digest(await drawCover({ ...CARD, title: "Goal!" })),
    );
  });

  it("shows the accent, with a title and without", async () => {
    for (const title of ["Title", "日本"]) {
      const { colors } = readRows(await drawCover({ ...CARD, title, accent: "#0d5eaf" }));
      expect(colors).toContain("0d5eaf");
    }
  });
});

describe("measureText", () => {
  it.each(["Latin Ő ß", "Ελληνικά ᾳ", "Кириллица ґ", "Việt", "“quotes” – — … €"])("the fonts have %s", (text) => {
    expect(measureText(text, 700)).toBeGreaterThan(1);
    expect(measureText(text, 400)).toBeGreaterThan(1);
  });

  it.each(["日本", "عربي", "עברית", "हिन्दी", "ไทย", "🎉"])("the fonts lack %s", (text) => {
    expect(measureText(text, 700)).toBeUndefined();
  });
});

const box = { width: 1056, height: 354, lineHeight: 1.12, measure: (text: string) => measureText(text, 700) ?? 0 };
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
    const sizes = [1, 4, 8, 12, 16, 40].map((count) => fitTitle("minister ".repeat(count).trim(), box)?.fontSize ?? 0);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(fitTitle("minister ".repeat(40).trim(), box)?.lines.at(-1)).toMatch(/minister…$/);
    expect(sizes.at(-1)).toBe(52);
  });

  it("a word too wide for the line is set smaller, whole", () => {
    const word = "Geschwindigkeitsbegrenzungsverordnung";
    const fitted = fitTitle(`Die ${word} kommt`, box);
    expect(fitted?.lines.join(" ").split(" ")).toContain(word);
    expect(fitted?.fontSize).toBeLessThan(52);
  });

  it("a word too wide in the smallest type that can be read gives nothing", () => {
    expect(fitTitle(`See ${"x".repeat(90)}`, box)).toBeUndefined();
  });

  it("lines end after a hyphen between two words, never before a mark set apart, never after a single letter", () => {
    const narrow = { ...box, width: 420 };
    for (const title of ["Anti-Korruptions-Behörde", "Que faire ? Et maintenant ?", "Рыба у берегов и в море"]) {
      const { lines } = fitTitle(title, narrow) ?? { lines: [] };
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.filter((line) => /^[?!:;»]|(^|\s)\p{L}$/u.test(line))).toEqual([]);
    }
  });

  it("a shortened title does not end with a preposition or a comma", () => {
    const title = `${"minister ".repeat(34)}, of it, to us in at on by an up`;
    expect(fitTitle(title, box)?.lines.at(-1)).toMatch(/minister…$/);
  });

  it("lines are even: a last line of one short word is avoided", () => {
    const { lines } = fitTitle("Parliament approves the new budget for schools today", box) ?? { lines: [] };
    const widths = lines.map(box.measure);
    expect(Math.min(...widths) / Math.max(...widths)).toBeGreaterThan(0.5);
  });
});

describe("fitLine", () => {
  const measure = (text: string) => text.length;
  it.each([
    ["The Courier", 11, "The Courier"],
    ["The International Herald", 18, "The International…"],
    ["The International Herald", 17, "The…"],
    ["International", 5, undefined],
  ])("%j in %i em is %j", (text, ems, expected) => expect(fitLine(text, ems, measure)).toBe(expected));
});
