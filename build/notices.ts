import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences that a bundle must carry: MIT, ISC and BSD ask for their text, MPL-2.0 for the place of the source. Packages under the
 * same words share them, each with its own copyright line.
 */
export function writeNotices(root: string, folders: readonly string[]): string {
  // A package that another one carries inside it may have left its own package.json behind.
  const whole = folders.filter((folder) => existsSync(join(root, folder, "package.json")));
  const groups = Map.groupBy(
    whole.map((folder) => readNotice(join(root, folder))),
    ({ terms }) => terms.replace(/[^\p{L}\p{N}]+/gu, " ").toLowerCase(),
  );
  const notices = Array.from(groups.values(), (group) =>
    [...group.map(({ head }) => head), group[0]?.terms].filter(Boolean).join("\n\n"),
  );
  const opening = "This package contains the following software, each under its own licence.";
  return [opening, ...notices].join(`\n\n${"-".repeat(78)}\n\n`).concat("\n");
}

interface Notice {
  /** The package, the place of its source, and its copyright lines. */
  readonly head: string;
  readonly terms: string;
}

interface PackageFile {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly repository?: string | { readonly url?: string };
}

const COPYRIGHT = /^(?:copyright\b|\(c\)|©).*$/gim;

function readNotice(folder: string): Notice {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as PackageFile;
  const source = typeof repository === "string" ? repository : repository?.url;
  const text = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:[._-].*)?$/i.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim())
    .join("\n\n");
  if (license === undefined && text === "") throw new Error(`${folder} names no licence`);
  const copyright = text.match(COPYRIGHT)?.map((line) => line.trim()) ?? [];
  const head = [`${name} ${version} (${license ?? "see below"})`, source, ...copyright].filter(Boolean).join("\n");
  const terms = text
    .replace(COPYRIGHT, "")
    .replace(/^#*\s*\(?(?:the )?(?:MIT|ISC)(?: license)?(?: \(MIT\))?\)?\s*$/gim, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return { head, terms };
}
