import type { Finding } from "../../lib/finding.ts";
import type { YamlPath } from "../front-matter/read-yaml.ts";
import { formatPath } from "../front-matter/yaml-schema.ts";
import type { Double } from "./find-doubles.ts";
import type { SiteProfile } from "./site-profile.ts";

// The address of a private feed is its only lock: a token that a page shows opens the feed to everybody. No message repeats a token.

const CURE = "remove it, or give that feed another token";

/** The settings of site.yaml that show a token, in a value or a name; `tree` is the parsed file. */
export function findTokensInSettings(tree: unknown, profile: SiteProfile, path: YamlPath = []): Double[] {
  if (path[0] === "partners" && path[2] === "token") return [];
  if (typeof tree === "string") {
    const shown = findShown(tree, profile);
    return shown === undefined ? [] : [{ path, message: `"${formatPath(path)}" shows ${describe(shown)}; ${CURE}` }];
  }
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([name, value]) => {
    const own = [...path, Array.isArray(tree) ? Number(name) : name];
    const shown = findShown(name, profile);
    if (shown !== undefined)
      return [{ path: own, message: `A name in "${formatPath(path)}" shows ${describe(shown)}; ${CURE}` }];
    return findTokensInSettings(value, profile, own);
  });
}

/** Refuses an article that shows a token in its file, whose bytes are UTF-8, or in its key, which may become its address. */
export function reportShownTokens(
  { key, bytes }: { readonly key: string; readonly bytes: Uint8Array },
  profile: SiteProfile,
): Finding[] {
  if (!profile.partners?.some(({ token }) => token !== undefined)) return [];
  // The key is line 0.
  const lines = [key, ...new TextDecoder().decode(bytes).split("\n")];
  const line = lines.findIndex((text) => findShown(text, profile) !== undefined);
  const shown = findShown(lines[line] ?? "", profile);
  if (shown === undefined) return [];
  const message = `The article shows ${describe(shown)}; ${CURE}`;
  return [{ severity: "error", reason: "token-shown", line: line || undefined, message }];
}

type PartnerRule = NonNullable<SiteProfile["partners"]>[number];

function findShown(text: string, { partners = [] }: SiteProfile): PartnerRule | undefined {
  return partners.find(({ token }) => token !== undefined && text.includes(token));
}

function describe({ partner, feed }: PartnerRule): string {
  return `the token of the private feed feeds/${feed} for ${partner}, which every reader could then open`;
}
