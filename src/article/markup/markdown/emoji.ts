import type { MarkdownIt, StateInline } from "markdown-it";
import emojiByName from "markdown-it-emoji/lib/data/full.mjs";

const NAME = /:([a-z\d_+-]{1,40}):(?!\w)/y;

/** `:smile:` is the emoji of that name on GitHub. `10:30:45` and unknown names stay as they are. */
export function emojiNames(md: MarkdownIt): void {
  md.inline.ruler.push("emoji", (state: StateInline, silent: boolean) => {
    if (state.src.charCodeAt(state.pos) !== 0x3a) return false;
    if (/\w/.test(state.src[state.pos - 1] ?? "")) return false;
    NAME.lastIndex = state.pos;
    const [written, name = ""] = NAME.exec(state.src) ?? [];
    if (written === undefined || !Object.hasOwn(emojiByName, name)) return false;
    if (!silent) state.pending += emojiByName[name];
    state.pos += written.length;
    return true;
  });
}
