import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { FontName } from "../../src/article/profile/site-profile.ts";
import { IS_CHECKOUT, PACKAGE_FOLDER } from "../package-folder.ts";
import { type FontTables, readFont, readWidths, writeTrueType } from "./font-tables.ts";

export type CoverWeight = 400 | 700;

export interface CoverFace {
  readonly family: string;
  /** Width in em of each character that the face has, by code point. */
  readonly widths: ReadonlyMap<number, number>;
  readonly tables: FontTables;
}

const SERIF = "@expo-google-fonts/noto-serif/700Bold/NotoSerif_700Bold.ttf";
const SANS = "@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf";
const SANS_REGULAR = "@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf";
const MONO = "@expo-google-fonts/noto-sans-mono/700Bold/NotoSansMono_700Bold.ttf";
const HEBREW = "@expo-google-fonts/noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf";
const ARABIC = "@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf";

/** The files that travel with the command; each has Latin letters as well. */
export const COVER_FONTS = [SERIF, SANS, SANS_REGULAR, MONO, HEBREW, ARABIC] as const;

/** The face for each value of `font`: pages use the fonts that readers have, a cover the fonts that the package carries. */
const TITLE_FACES: Readonly<Record<FontName, string>> = {
  serif: SERIF,
  book: SERIF,
  sans: SANS,
  humanist: SANS,
  mono: MONO,
};

/** Faces of scripts whose fonts are not carried: one that is installed in the user's project is used. */
const INSTALLED_FACES: readonly { readonly language: RegExp; readonly path: string }[] = [
  { language: /^ja\b/, path: nameInstalled("noto-sans-jp", "japanese") },
  { language: /^ko\b/, path: nameInstalled("noto-sans-kr", "korean") },
  { language: /^zh-(?:hant|tw|hk|mo)\b/, path: nameInstalled("noto-sans-tc", "chinese-traditional") },
  { language: /^zh\b/, path: nameInstalled("noto-sans-sc", "chinese-simplified") },
  { language: /^th\b/, path: "@expo-google-fonts/noto-sans-thai/700Bold/NotoSansThai_700Bold.ttf" },
];

function nameInstalled(name: string, subset: string): string {
  return `@fontsource/${name}/files/${name}-${subset}-700-normal.woff`;
}

/** The first face that has all letters, digits and punctuation of a text; undefined where there is none. */
export function findFace(
  text: string,
  { font, weight, language }: { readonly font: FontName; readonly weight: CoverWeight; readonly language: string },
): CoverFace | undefined {
  const own = weight === 700 ? [TITLE_FACES[font], SANS] : [SANS_REGULAR];
  const isOwn = (row: (typeof INSTALLED_FACES)[number]) => row.language.test(language.toLowerCase());
  const installed = INSTALLED_FACES.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  const paths = [...own, HEBREW, ARABIC, ...installed.map(({ path }) => path)];
  const needed = Array.from(new Set(text.normalize("NFC"))).filter((character) => !EXPENDABLE.test(character));
  for (const path of paths) {
    const face = loadFace(path);
    if (face !== undefined && needed.every((character) => hasCharacter(face, character))) return face;
  }
  return undefined;
}

/** Symbols, what is invisible, and the frame of a keycap. */
const EXPENDABLE = /[\p{S}\p{C}\p{Z}\p{Variation_Selector}]|\u20E3/u;

export function hasCharacter({ widths }: CoverFace, character: string): boolean {
  return widths.has(character.codePointAt(0) ?? 0);
}

/** The width of a text in em, kerning and ligatures left out. */
export function measureText({ widths }: CoverFace, text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (widths.get(character.codePointAt(0) ?? 0) ?? 0), 0);
}

const loaded = new Map<string, CoverFace | undefined>();

/** Read once, when the first text asks for it. */
function loadFace(path: string): CoverFace | undefined {
  if (loaded.has(path)) return loaded.get(path);
  const bytes = readFontFile(path);
  const tables = bytes && readFont(bytes);
  const face = tables && { family: basename(path), tables, widths: readWidths(tables) };
  loaded.set(path, face);
  return face;
}

/** The published package carries its fonts compressed; a checkout and the user's project have the packages that they come in. */
function readFontFile(path: string): Buffer | undefined {
  const carried = join(PACKAGE_FOLDER, "dist", "fonts", `${basename(path)}.br`);
  if (!IS_CHECKOUT && existsSync(carried)) return brotliDecompressSync(readFileSync(carried));
  for (const from of [PACKAGE_FOLDER, process.cwd()]) {
    try {
      return readFileSync(createRequire(join(from, "package.json")).resolve(path));
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

const unpacked = new Map<CoverFace, string>();
let folder: string | undefined;

/** The renderer reads fonts from TrueType files alone: each is written once, to a folder that goes with the process. */
export function unpackFace(face: CoverFace): string {
  const known = unpacked.get(face);
  if (known !== undefined) return known;
  folder ??= createFolder();
  const path = join(folder, `${unpacked.size}.ttf`);
  writeFileSync(path, writeTrueType(face.tables, face.family));
  unpacked.set(face, path);
  return path;
}

function createFolder(): string {
  const created = mkdtempSync(join(tmpdir(), "edgewire-fonts-"));
  process.once("exit", () => rmSync(created, { recursive: true, force: true }));
  return created;
}
