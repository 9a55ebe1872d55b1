import type { FeedHead, FeedItem } from "../src/feed/feed-item.ts";

const BODY_BYTES = 3 * 1024;
const HOUR = 3_600_000;
const FIRST_PUBLISHED = Date.UTC(2023, 5, 12, 8, 5, 9);

/** The kinds of text in real feeds: one-byte text, text with a few wide characters, and scripts that are wide throughout. */
const SCRIPTS: readonly { readonly language: string; readonly title: string; readonly sentence: string }[] = [
  {
    language: "en",
    title: "Harbour & rail talks resume",
    sentence: "The council met again on Tuesday to discuss the harbour, the railway and the price of bread. ",
  },
  {
    language: "en",
    title: "“Nobody asked us,” say the islanders",
    sentence: "“We’ve waited long enough,” the mayor said — and the hall, for once, agreed with him… ",
  },
  {
    language: "el",
    title: "Συνεχίζονται οι συνομιλίες για το λιμάνι",
    sentence: "Το συμβούλιο συνεδρίασε ξανά την Τρίτη για το λιμάνι, τον σιδηρόδρομο και την τιμή του ψωμιού. ",
  },
  {
    language: "ru",
    title: "Переговоры о порте продолжаются",
    sentence: "Совет вновь собрался во вторник, чтобы обсудить порт, железную дорогу и цену на хлеб. ",
  },
];

const encoder = new TextEncoder();

export const head: FeedHead = {
  id: "tag:news.example,2023-01-01:feed:main",
  title: "The Harbour Post",
  description: "News from the harbour & beyond",
  language: "en",
  link: "https://news.example/",
  updated: new Date(FIRST_PUBLISHED + 50 * HOUR),
  feedLinks: {
    rss: "https://news.example/rss.xml",
    atom: "https://news.example/atom.xml",
    json: "https://news.example/feed.json",
  },
  author: { name: "Harbour Post staff", email: "desk@news.example", link: "https://news.example/about" },
  ttl: 15,
  copyright: "© 2023 The Harbour Post",
  license: "https://creativecommons.org/licenses/by/4.0/",
  favicon: "https://news.example/icon.png",
  image: "https://news.example/logo.png",
  hub: "https://news.example/hub",
  stylesheet: "https://news.example/feed.css",
  paging: { kind: "subscription", previousArchiveBase: "https://news.example/archive/3/" },
};

/** Items with every element of design.md §5 and 3 KB (UTF-8) of HTML each, the scripts in turn. */
export function buildItems(count: number): FeedItem[] {
  return Array.from({ length: count }, (_, index) => buildItem(index));
}

function buildItem(index: number): FeedItem {
  const script = SCRIPTS[index % SCRIPTS.length] ?? SCRIPTS[0];
  if (script === undefined) throw new Error("Cannot build an item: no script is defined");
  const published = new Date(FIRST_PUBLISHED + index * HOUR);
  const paragraphs = fill(script.sentence);
  return {
    id: `tag:news.example,2023-06-12:article-${index}`,
    link: `https://news.example/articles/article-${index}`,
    title: `${script.title} (${index})`,
    date: new Date(published.getTime() + HOUR / 2),
    published,
    description: script.sentence.repeat(2).trim(),
    content: paragraphs.map((text) => `<p>${text}</p>`).join("\n"),
    text: paragraphs.join("\n\n"),
    author: [{ name: "Elena Marin", link: "https://news.example/authors/elena-marin" }, { name: "Ioannis Pappas" }],
    category: [
      { name: "Harbour", scheme: "https://news.example/categories/harbour/" },
      { name: "Science & technology", scheme: "https://news.example/categories/science/" },
      { name: "Greece" },
    ],
    enclosure: {
      url: `https://news.example/media/${String(index).padStart(32, "0")}.jpg`,
      type: "image/jpeg",
      length: 48_213 + index,
      width: 1200,
      height: 630,
      alt: "The harbour at dawn",
      credit: "A. Photographer",
    },
    language: script.language,
    revision: index + 1,
  };
}

/** Paragraphs of five sentences until the HTML weighs 3 KB. */
function fill(sentence: string): string[] {
  const paragraph = sentence.repeat(5).trim();
  const weight = encoder.encode(`<p>${paragraph}</p>\n`).length;
  return Array.from({ length: Math.ceil(BODY_BYTES / weight) }, () => paragraph);
}
