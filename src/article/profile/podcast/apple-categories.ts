/** Apple's categories for podcasts and their subcategories (podcasters.apple.com/support/1691). */
export const APPLE_CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  Arts: ["Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"],
  Business: ["Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"],
  Comedy: ["Comedy Interviews", "Improv", "Stand-Up"],
  Education: ["Courses", "How To", "Language Learning", "Self-Improvement"],
  Fiction: ["Comedy Fiction", "Drama", "Science Fiction"],
  Government: [],
  History: [],
  "Health & Fitness": ["Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"],
  "Kids & Family": ["Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"],
  Leisure: [
    ...["Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", "Hobbies", "Home & Garden"],
    "Video Games",
  ],
  Music: ["Music Commentary", "Music History", "Music Interviews"],
  News: [
    ...["Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News"],
    "Tech News",
  ],
  "Religion & Spirituality": ["Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"],
  Science: [
    ...["Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences", "Nature"],
    ...["Physics", "Social Sciences"],
  ],
  "Society & Culture": ["Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"],
  Sports: [
    ...["Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby", "Running"],
    ...["Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling"],
  ],
  Technology: [],
  "True Crime": [],
  "TV & Film": ["After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"],
};

/** A category, and perhaps a subcategory of it, spelt as Apple does. */
export type AppleCategory = readonly [category: string, subcategory?: string];

/**
 * `Arts`, `Arts > Books` or `Books` alone: a subcategory names its category. Case and the spelling of "&" do not matter. Undefined for
 * what is not in the list.
 */
export function findAppleCategory(text: string): AppleCategory | undefined {
  const [first = "", second, ...rest] = text.split(/\s*[>/:]\s*/).map(normalise);
  if (rest.length > 0) return undefined;
  const rows = Object.entries(APPLE_CATEGORIES);
  const row = rows.find(([category]) => normalise(category) === first);
  if (row === undefined) return second === undefined ? findBySubcategory(first) : undefined;
  const [category, subcategories] = row;
  if (second === undefined) return [category];
  const subcategory = subcategories.find((name) => normalise(name) === second);
  return subcategory === undefined ? undefined : [category, subcategory];
}

function findBySubcategory(text: string): AppleCategory | undefined {
  for (const [category, subcategories] of Object.entries(APPLE_CATEGORIES)) {
    const subcategory = subcategories.find((name) => normalise(name) === text);
    if (subcategory !== undefined) return [category, subcategory];
  }
  return undefined;
}

function normalise(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/&amp;|&/g, "and")
    .replace(/[\s-]+/g, " ");
}
