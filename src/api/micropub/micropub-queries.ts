import { MICROPUB_PATH } from "../../feed/connection-paths.ts";
import { fail, type Result, succeed } from "../../lib/result.ts";
import type { EntryContext } from "./entry-properties.ts";
import { invalid, type MicropubProblem } from "./micropub-problem.ts";

const QUERIES = ["config", "source", "syndicate-to", "category"];

const POST_TYPES = [
  { type: "note", name: "Note" },
  { type: "article", name: "Article" },
  { type: "photo", name: "Photo" },
  { type: "bookmark", name: "Bookmark" },
];

/** Answers `q=config`, `q=syndicate-to` and `q=category`; feeds syndicate to everybody, so that there is no list of targets. */
export function answerQuery(
  asked: URLSearchParams,
  { profile, publicUrl }: EntryContext,
): Result<object, MicropubProblem> {
  switch (asked.get("q")) {
    case "config":
      return succeed({
        "media-endpoint": `${publicUrl}${MICROPUB_PATH}/media`,
        "syndicate-to": [],
        "post-types": POST_TYPES,
        q: QUERIES,
      });
    case "syndicate-to":
      return succeed({ "syndicate-to": [] });
    case "category": {
      const filter = (asked.get("filter") ?? "").toLowerCase();
      const names = [...profile.categories, ...(profile.tags ?? [])].map(({ name }) => name);
      return succeed({ categories: [...new Set(names)].filter((name) => name.toLowerCase().includes(filter)) });
    }
    default:
      return fail(invalid(`"q" must be ${QUERIES.join(", ")}, found "${(asked.get("q") ?? "").slice(0, 40)}"`));
  }
}
