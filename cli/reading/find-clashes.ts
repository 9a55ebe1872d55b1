import type { Finding } from "../../src/lib/finding.ts";
import type { PreparedArticle } from "../prepared-article.ts";

/**
 * Two files that claim one key (`cats.md` and `cats/index.md`) or one id: the later one is refused, and the message names the
 * earlier. By the refused file's path.
 */
export function findClashes(articles: readonly PreparedArticle[]): Map<string, Finding> {
  const clashes = new Map<string, Finding>();
  for (const what of ["givenId", "key"] as const) {
    const holders = new Map<string, string>();
    for (const { file, article } of articles) {
      const value = article?.[what];
      if (value === undefined) continue;
      const holder = holders.get(value);
      if (holder === undefined) holders.set(value, file.path);
      else clashes.set(file.path, describeClash(what, value, holder));
    }
  }
  return clashes;
}

const clashReasons = { givenId: ["id", "id-taken"], key: ["name", "key-invalid"] } as const;

function describeClash(what: keyof typeof clashReasons, value: string, holder: string): Finding {
  const [name, reason] = clashReasons[what];
  const message = `the ${name} "${value}" belongs to ${holder} already; give one of them another ${name}`;
  return { severity: "error", reason, line: undefined, message };
}
