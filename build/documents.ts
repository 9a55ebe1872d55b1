import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** Pages for people who publish; those for contributors stay in the repository. */
const GUIDES = [
  ...["backup", "deploying", "library", "moving-in", "moving-out", "newsroom", "operations", "podcasts", "reading"],
  ...["moving-to-edgewire-feed", "sources", "writing-tools"],
].map((name) => `docs/${name}.md`);

/** A folder of examples, and the profile that explains every setting. */
const OTHERS = ["examples", "articles/site.yaml"];

/**
 * Copies README and what it sends people to. Links to what stays in the repository lose their addresses, and pictures are left out:
 * a link in the package leads to a file of the package.
 */
export function copyDocuments(root: string, target: string): void {
  for (const path of OTHERS) cpSync(join(root, path), join(target, path), { recursive: true });
  const pages = ["README.md", "CHANGELOG.md", ...GUIDES];
  for (const page of pages) cpSync(join(root, page), join(target, page), { recursive: true });
  for (const page of pages) {
    const isThere = (path: string) => existsSync(join(target, posix.join(dirname(page), path)));
    writeFileSync(join(target, page), keepLinks(readFileSync(join(root, page), "utf8"), isThere));
  }
}

const PICTURE = /^!\[[^\]]*\]\([^)]*\)\n\n?/gm;
const LINK = /\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g;

/** Markdown without pictures, and without links to files that are not there. */
export function keepLinks(text: string, isThere: (path: string) => boolean): string {
  return text.replace(PICTURE, "").replace(LINK, (link: string, words: string, address: string) => {
    const path = address.replace(/#.*$/, "");
    return /^[a-z]+:/i.test(address) || path === "" || isThere(path) ? link : words;
  });
}

/** The paths of all files that a package's pages link to, with the page; for a test. */
export function listLinks(folder: string): { readonly page: string; readonly path: string }[] {
  const guides = readdirSync(join(folder, "docs")).map((name) => `docs/${name}`);
  return ["README.md", "CHANGELOG.md", ...guides].flatMap((page) =>
    Array.from(readFileSync(join(folder, page), "utf8").matchAll(LINK), ([, , address = ""]) => address)
      .filter((address) => !/^(?:[a-z]+:|#)/i.test(address))
      .map((address) => ({ page, path: posix.join(dirname(page), address.replace(/#.*$/, "")) })),
  );
}
