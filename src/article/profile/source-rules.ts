import * as v from "valibot";
import { group, line, lines, webAddress } from "../front-matter/yaml-schema.ts";

/** One source that the publication follows: `sources` of site.yaml, once read. */
export interface SourceRule {
  /** The second part of its articles' keys, and the last of its address for hubs and webhooks. */
  readonly name: string;
  /** Address of a feed, of an API, or of a page that names its feed. */
  readonly from: string;
  /** The name that its entries carry; undefined: the feed's own title. */
  readonly title?: string | undefined;
  /** `page`: the text of the page that an entry links to, where the feed has only the beginning of it. */
  readonly content: "full" | "summary" | "page";
  /** The author of all its articles; undefined: those that each entry names. */
  readonly author?: string | undefined;
  /** Labels that its articles get besides their own. */
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  /** Words of labels and titles: an entry must have one of `only`, if there are any, and none of `except`. */
  readonly only: readonly string[];
  readonly except: readonly string[];
  /** Whether an article whose page is gone at the source is retracted here. */
  readonly retract: boolean;
}

const NAME_WANTED = "a name of lower-case letters, digits and hyphens, at most 60 characters";
const YES_WANTED = '"true" or "false"';
const CONTENT_WANTED = '"full", "summary" or "page"';

export const sourceSchema = group(
  {
    name: v.pipe(
      v.string(NAME_WANTED),
      v.trim(),
      v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, NAME_WANTED),
      v.maxLength(60, NAME_WANTED),
    ),
    from: webAddress,
    title: v.optional(line),
    content: v.optional(v.picklist(["full", "summary", "page"], CONTENT_WANTED)),
    author: v.optional(line),
    categories: v.optional(lines, []),
    tags: v.optional(lines, []),
    only: v.optional(lines, []),
    except: v.optional(lines, []),
    retract: v.optional(v.picklist(["true", "false"], YES_WANTED), "false"),
  },
  "a group of name, from, title, content, author, categories, tags, only, except and retract",
);

/** The sources of one publication. Others' texts are shown in full only where that is asked for, unless there is but one source. */
export function buildSources(written: readonly v.InferOutput<typeof sourceSchema>[]): SourceRule[] {
  const usual = written.length > 1 ? "summary" : "full";
  return written.map(({ retract, content, ...rule }) => ({
    ...rule,
    content: content ?? usual,
    retract: retract === "true",
  }));
}
