import { existsSync, readFileSync } from "node:fs";
import { isPublic } from "../src/article/authority.ts";
import type { SiteProfile } from "../src/article/profile/site-profile.ts";
import type { Finding } from "../src/lib/finding.ts";

/** A publication without a domain takes the host of PUBLIC_URL into its ids, which outlive that address. */
export function checkDomain(profile: SiteProfile | undefined, publicUrl: string | undefined): Finding[] {
  const url = publicUrl === undefined ? null : URL.parse(publicUrl);
  if (profile === undefined || profile.domain !== undefined || url === null || !isPublic(url.href)) return [];
  const host = url.hostname;
  const message = `"domain" is not set, so that new ids name ${host}, the host of PUBLIC_URL, whatever the publication's address becomes; write domain: ${host}, or a domain that stays yours`;
  return [{ severity: "warning", reason: "domain-missing", line: undefined, message }];
}

const LINE = /^\s*PUBLIC_URL\s*=\s*["']?([^"'\s#]+)/m;

/** PUBLIC_URL as the environment, `.dev.vars` or wrangler.toml has it; undefined where none does. */
export function findPublicUrl(files: readonly string[] = [".dev.vars", "wrangler.toml"]): string | undefined {
  if (process.env.PUBLIC_URL) return process.env.PUBLIC_URL;
  const texts = files.filter((path) => existsSync(path)).map((path) => readFileSync(path, "utf8"));
  return texts.map((text) => LINE.exec(text)?.[1]).find((found) => found !== undefined);
}
