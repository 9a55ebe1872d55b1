import MarkdownIt, {
  type MarkdownIt as Parser,
  type StateBlock,
  type StateCore,
  type StateInline,
  type Token,
} from "markdown-it";
import abbreviations from "markdown-it-abbr";
import cjkFriendly from "markdown-it-cjk-friendly";
import definitionLists from "markdown-it-deflist";
import footnotes from "markdown-it-footnote";
import { asides } from "./asides.ts";
import { attributeLists } from "./attribute-lists.ts";
import { autolinks } from "./autolinks.ts";
import { emojiNames } from "./emoji.ts";
import { hiddenComments } from "./hidden-comments.ts";
import { marks } from "./marks.ts";
import { maths } from "./maths.ts";
import { type ReadingEnv, readingEnvOf } from "./reading-env.ts";

/** Containers within containers; markdown-it drops what is deeper, so the budget ends the reading first. */
const MAX_NESTING = 300;
const MAX_BLOCK_LEVEL = 250;

const parser = createParser();

/** CommonMark with GitHub's extensions and those of the tools that people come from, as markdown-it's flat list of tokens. */
export function parseMarkdown(markdown: string, env: ReadingEnv): Token[] {
  return parser.parse(markdown, env);
}

function createParser(): Parser {
  const md = new MarkdownIt({ html: true, linkify: true, maxNesting: MAX_NESTING });
  md.linkify = autolinks;
  // The sanitiser checks every address, those of raw HTML too: one policy instead of two.
  md.validateLink = () => true;
  md.normalizeLink = md.utils.lib.mdurl.encode;
  md.normalizeLinkText = (text) => text;
  md.use(cjkFriendly)
    .use(footnotes)
    .use(definitionLists)
    .use(abbreviations)
    .use(maths)
    .use(hiddenComments)
    .use(attributeLists)
    .use(asides)
    .use(emojiNames)
    .use(marks);
  // Our tree puts the notes at the end itself, in linear time.
  md.disable("footnote_tail");
  countWork(md);
  return md;
}

/** A step for each block and inline rule that begins, and one for each token of a block. */
function countWork(md: Parser): void {
  class CountedBlockState extends md.block.State {
    override push(...token: Parameters<StateBlock["push"]>): Token {
      readingEnvOf(this).budget.spend(1, this.line + 1);
      return super.push(...token);
    }
  }
  md.block.State = CountedBlockState;
  md.block.ruler.before("table", "budget", (state: StateBlock, startLine: number) => {
    const isTooDeep = state.level > MAX_BLOCK_LEVEL;
    readingEnvOf(state).budget.spend(isTooDeep ? Number.POSITIVE_INFINITY : 1, startLine + 1);
    return false;
  });
  let line = 1;
  md.inline.ruler.before("text", "budget", (state: StateInline) => {
    readingEnvOf(state).budget.spend(1, line);
    return false;
  });
  md.core.ruler.at("inline", (state: StateCore) => {
    for (const token of state.tokens) {
      if (token.map !== null) line = token.map[0] + 1;
      if (token.type !== "inline") continue;
      token.children ??= [];
      state.md.inline.parse(token.content, state.md, state.env, token.children);
    }
  });
}
