import { basename, resolve } from "node:path";
import { canonicalTag } from "../../src/article/front-matter/yaml-schema.ts";
import { UsageError } from "../../src/lib/usage-error.ts";
import { isTimeZone } from "../../src/lib/zoned-dates.ts";
import type { Ask } from "./ask-answers.ts";
import { readSiteConfig } from "./read-site-config.ts";

/** Flags of `edgewire init`, each the answer to one prompt. */
export interface InitFlags {
  readonly title: string | undefined;
  readonly author: string | undefined;
  readonly language: string | undefined;
  readonly "time-zone": string | undefined;
  readonly domain: string | undefined;
}

export interface Answers {
  readonly title: string;
  readonly author: string | undefined;
  readonly language: string;
  readonly timeZone: string;
  /** One that is the owner's, for the ids of articles. */
  readonly domain: string | undefined;
}

/** A prompt for each value that no flag gives; without a terminal the default, which another tool's configuration may say. */
export async function gatherAnswers(folder: string, flags: InitFlags, ask: Ask | undefined): Promise<Answers> {
  const config = readSiteConfig(folder);
  const answer = async (given: string | undefined, question: string, preset: string) =>
    given ?? (ask === undefined ? preset : ask(question, preset));
  const title = await answer(flags.title, "Title of the publication", config.title ?? nameFolder(folder));
  const author = await answer(flags.author, "Author", config.author ?? "");
  const language = await answer(
    flags.language,
    "Language (a tag such as en, de or pt-BR)",
    config.language ?? guessLanguage(),
  );
  const domain = await answer(flags.domain, "A domain that you own, for the ids of articles (empty: none yet)", "");
  return {
    title,
    author: author === "" ? undefined : author,
    language: requireLanguage(language),
    timeZone: requireTimeZone(
      flags["time-zone"] ?? config.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ),
    domain: domain === "" ? undefined : requireDomain(domain),
  };
}

function requireDomain(text: string): string {
  const isDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(text);
  if (!isDomain) throw new UsageError(`--domain must be a name such as example.org, found "${text}"`);
  return text;
}

/** `my-news` is called "My news". */
function nameFolder(folder: string): string {
  const words = basename(resolve(folder)).replace(/[-_]+/g, " ").trim() || "My publication";
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function guessLanguage(): string {
  return Intl.DateTimeFormat().resolvedOptions().locale.split("-")[0] ?? "en";
}

function requireLanguage(text: string): string {
  const tag = canonicalTag(text);
  if (tag === undefined) throw new UsageError(`--language must be a tag such as en, de or pt-BR, found "${text}"`);
  return tag;
}

function requireTimeZone(text: string): string {
  if (!isTimeZone(text))
    throw new UsageError(`--time-zone must be a name such as Europe/Berlin or UTC, found "${text}"`);
  return text;
}

/** A name for package.json and for the workers: lower-case letters, digits and hyphens. */
export function nameProject(folder: string): string {
  const plain = basename(resolve(folder)).normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss").toLowerCase();
  const name = plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  return name === "" ? "my-news" : name;
}
