import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licences that a bundle must carry: MIT, ISC and BSD ask for their text, MPL-2.0 for the place of the source. */
export function writeNotices(root: string, folders: readonly string[]): string {
  // A package that another one carries inside it may have left its own package.json behind.
  const whole = folders.filter((folder) => existsSync(join(root, folder, "package.json")));
  const notices = whole.map((folder) => writeNotice(join(root, folder)));
  const opening = "This package contains the following software, each under its own licence.";
  return [opening, ...notices].join(`\n\n${"-".repeat(78)}\n\n`).concat("\n");
}

interface PackageFile {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly repository?: string | { readonly url?: string };
}

function writeNotice(folder: string): string {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  ) as PackageFile;
  const source = typeof repository === "string" ? repository : repository?.url;
  const text = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(file))
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  if (license === undefined && text.length === 0) throw new Error(`${folder} names no licence`);
  return [`${name} ${version} (${license ?? "see below"})`, source ?? "", ...text].filter(Boolean).join("\n\n");
}
