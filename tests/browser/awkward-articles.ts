import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** An article that is hard to lay out; the title says in which way, where the title itself is not the difficulty. */
interface AwkwardArticle {
  readonly slug: string;
  readonly title: string;
  readonly language?: string;
  readonly body?: string;
  readonly fields?: readonly string[];
}

/** Words that dictionaries and registers name as the longest in use; each is one word, with no place to break it. */
const LONGEST_WORDS: readonly (readonly [language: string, word: string])[] = [
  ["de", "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"],
  ["de", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"],
  ["nl", "meervoudigepersoonlijkheidsstoornissen"],
  ["fi", "lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas"],
  ["sv", "nordvästersjökustartilleriflygspaningssimulatoranläggningsmateriel"],
  ["da", "speciallægepraksisplanlægningsstabiliseringsperiode"],
  ["hu", "megszentségteleníthetetlenségeskedéseitekért"],
  ["el", "ηλεκτροεγκεφαλογραφηματολογικότατος"],
  ["ru", "превысокомногорассмотрительствующий"],
  ["tr", "muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine"],
];

const SENTENCE = "The ferry left at seven and the harbour was quiet again until the tide turned. ";
const LONG_ADDRESS = `https://archive.example.org/${"a-folder-with-a-long-name/".repeat(8)}index.html?${"q=1&".repeat(20)}`;

function repeatTitle(sentence: string, letters: number): string {
  return sentence
    .repeat(Math.ceil(letters / sentence.length))
    .slice(0, letters)
    .trim();
}

function drawTable(columns: number, rows: number): string {
  const line = (cell: (column: number) => string) =>
    `| ${Array.from({ length: columns }, (_, column) => cell(column)).join(" | ")} |`;
  return [
    line((column) => `Column ${column + 1}`),
    line(() => "---"),
    ...Array.from({ length: rows }, (_, row) => line((column) => String((row + 1) * (column + 1)))),
  ].join("\n");
}

const pictures = (count: number) =>
  Array.from({ length: count }, (_, index) => `![Picture ${index + 1}: a buoy](buoy-${index + 1}.svg)`).join("\n\n");

const awkwardArticles: readonly AwkwardArticle[] = [
  ...LONGEST_WORDS.map(([language, word], index) => ({ slug: `word-${index}`, title: word, language })),
  { slug: "url", title: LONG_ADDRESS },
  { slug: "url-short", title: "https://example.org/2026/11/some-article-with-a-rather-long-slug-and-no-blank.html" },
  {
    slug: "long-title",
    title: repeatTitle("The council spent another evening on the bridge that nobody wants. ", 300),
  },
  {
    slug: "long-title-de",
    title: repeatTitle("Bundesverfassungsgerichtsentscheidungen im Überblick. ", 300),
    language: "de",
  },
  { slug: "underscores", title: "snake_case_names_that_go_on_and_on_and_on_without_any_end_in_sight_or_any_blank" },
  { slug: "single-letter", title: "A" },
  { slug: "only-emoji", title: "⛵️🌊👩‍👩‍👧‍👦🏴‍☠️" },
  { slug: "bidirectional", title: "The word שלום and the word سلام in one title, with (brackets) and 12.5 %" },
  { slug: "no-summary-words", title: "An article of one word", body: "Unbreakable".repeat(30) },
  { slug: "ten-pictures", title: "Ten pictures", body: pictures(10) },
  { slug: "wide-table", title: "A table of 20 columns", body: drawTable(20, 5) },
  {
    slug: "long-cells",
    title: "A table of long words",
    body: `| a | b |\n|---|---|\n| ${"x".repeat(120)} | ${LONG_ADDRESS} |`,
  },
  {
    slug: "long-code",
    title: "A line of code of 400 characters",
    body: `\`\`\`ts\n${"const buoy = lights[0]; ".repeat(18)}\n\`\`\`\n\nInline \`${"word".repeat(60)}\`.`,
  },
  {
    slug: "deep-lists",
    title: "Lists ten levels deep",
    body: Array.from({ length: 10 }, (_, depth) => `${"  ".repeat(depth)}- level ${depth + 1} ${SENTENCE}`).join("\n"),
  },
  {
    slug: "deep-quotes",
    title: "Quotes eight levels deep",
    body: Array.from({ length: 8 }, (_, depth) => `${"> ".repeat(depth + 1)}${SENTENCE}`).join("\n>\n"),
  },
  {
    slug: "long-heading",
    title: "A heading of one word",
    body: `## ${"Überschriftenlängenbegrenzung".repeat(5)}\n\n${SENTENCE}`,
  },
  {
    slug: "footnotes",
    title: "Thirty footnotes",
    body: `${Array.from({ length: 30 }, (_, index) => `Word[^${index}]`).join(" ")}\n\n${Array.from({ length: 30 }, (_, index) => `[^${index}]: ${LONG_ADDRESS}`).join("\n")}`,
  },
  {
    slug: "long-link",
    title: "A link of 400 characters",
    body: `<${LONG_ADDRESS}> and [${"label".repeat(50)}](${LONG_ADDRESS})`,
  },
  {
    slug: "definition",
    title: "Sound, film and frames",
    body: `<details><summary>${"More".repeat(60)}</summary>\n\n${SENTENCE}\n\n</details>`,
  },
  {
    slug: "arabic",
    title: "الميناء يفتح أبوابه من جديد بعد عاصفة استمرت ثلاثة أيام",
    language: "ar",
    body: `${"عادت العبارات إلى العمل هذا الصباح. ".repeat(30)}\n\n${drawTable(12, 3)}`,
  },
  {
    slug: "hebrew",
    title: "הנמל נפתח מחדש אחרי הסערה",
    language: "he",
    body: "המעבורות חזרו לפעול הבוקר. ".repeat(30),
  },
  {
    slug: "persian",
    title: "بندر پس از توفان سه‌روزه بازگشایی شد",
    language: "fa",
    body: "کشتی‌ها از امروز صبح دوباره حرکت می‌کنند. ".repeat(20),
  },
  {
    slug: "japanese",
    title: "台風が去り三日ぶりに港が再開しフェリーの運航が午前七時から順次再開される見通し",
    language: "ja",
    body: "港は今朝再開しました。".repeat(60),
  },
  {
    slug: "chinese",
    title: "台风过后港口重新开放渡轮将于上午七时起陆续恢复运营",
    language: "zh-Hans",
    body: "港口今晨重新开放。".repeat(60),
  },
  {
    slug: "korean",
    title: "태풍이 지나가고 사흘 만에 항구가 다시 열려 여객선 운항이 재개되었습니다",
    language: "ko",
    body: "항구가 오늘 아침 다시 열렸습니다. ".repeat(40),
  },
  {
    slug: "thai",
    title: "ท่าเรือเปิดให้บริการอีกครั้งหลังพายุพัดผ่านไปเป็นเวลาสามวันและเรือข้ามฟากกลับมาให้บริการ",
    language: "th",
    body: "ท่าเรือเปิดให้บริการอีกครั้งในเช้าวันนี้".repeat(20),
  },
  {
    slug: "many-labels",
    title: "Many labels and authors",
    fields: [
      `authors: [${Array.from({ length: 14 }, (_, index) => `Konstantina Papadopoulou-Wittgenstein ${index}`).join(", ")}]`,
      `categories: [${Array.from({ length: 14 }, (_, index) => `Hafenverwaltungsangelegenheiten${index}`).join(", ")}]`,
    ],
  },
  { slug: "portrait-picture", title: "A picture four times as high as it is wide", body: "![A mast](portrait.svg)" },
  { slug: "panorama", title: "A picture ten times as wide as it is high", body: "![The coast](panorama.svg)" },
  {
    slug: "gallery",
    title: "A paragraph of ten pictures",
    body: `${SENTENCE}\n\n${pictures(10).replaceAll("\n\n", " ")}`,
  },
  {
    slug: "link-post",
    title: "A link post",
    fields: ["link: https://www.a-very-long-host-name-that-goes-on.example.org/path"],
  },
];

/** Writes the articles, their pictures and a site.yaml into the folder. Forty-two articles, one a day, the first the newest. */
export async function writeAwkwardPublication(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "site.yaml"), SITE);
  const sizes = [
    ...Array.from({ length: 10 }, (_, index) => [`buoy-${index + 1}`, 640, 480] as const),
    ["portrait", 300, 1200] as const,
    ["panorama", 3000, 300] as const,
  ];
  await Promise.all(
    sizes.map(([name, width, height]) => writeFile(join(folder, `${name}.svg`), drawPicture(width, height))),
  );
  await Promise.all(
    awkwardArticles.map((article, index) =>
      writeFile(join(folder, `${article.slug}.md`), writeArticle(article, index)),
    ),
  );
  return awkwardArticles.map(({ slug }) => slug);
}

const SITE = `title: Hafenverwaltungsangelegenheitenberichterstattung
description: Articles that are hard to lay out.
language: en
author: Harbour Board
categories:
  - name: Harbour
    description: News of the harbour.
`;

function writeArticle(
  { slug, title, language = "en", body = SENTENCE.repeat(8), fields = [] }: AwkwardArticle,
  index: number,
): string {
  const day = new Date(Date.UTC(2026, 9, 31 - index)).toISOString().slice(0, 10);
  const labels = fields.some((field) => field.startsWith("categories")) ? [] : ["categories: [Harbour]"];
  const head = [
    `title: ${JSON.stringify(title)}`,
    `slug: ${slug}`,
    `date: ${day}`,
    `language: ${language}`,
    ...labels,
    ...fields,
  ];
  return `---\n${head.join("\n")}\n---\n\n${body}\n`;
}

function drawPicture(width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#7aa"/><circle cx="50%" cy="50%" r="40" fill="#fff"/></svg>\n`;
}
