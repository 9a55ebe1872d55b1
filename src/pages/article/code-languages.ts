/** How a language is written, as far as colours need it. Each part is the source of a regular expression. */
export interface CodeLanguage {
  readonly comment?: string;
  readonly string?: string;
  readonly keyword?: string;
  /** Tags of markup, keys of data, lines of a patch. */
  readonly name?: string;
  readonly inserted?: string;
  readonly deleted?: string;
}

const SLASHES = String.raw`\/\/.*|\/\*[^]*?(?:\*\/|$)`;
const HASH = String.raw`(?<![^\s;])#.*`;
const DASHES = "--.*";
/**
 * A string ends with its line, so that an apostrophe of another meaning colours no more than that. As everything here that may find
 * no end it is bounded, or ends with the text: a pattern is tried from each character on, and must not read to the end each time.
 */
const QUOTED = String.raw`"(?:\\.|[^"\\\n]){0,1000}"|'(?:\\.|[^'\\\n]){0,1000}'`;
const BACKQUOTED = String.raw`\`(?:\\[^]|[^\`\\])*(?:\`|$)`;
const TRIPLE_QUOTED = `"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)`;

function words(list: string): string {
  return `(?<![\\w$.@-])(?:${list.replaceAll(" ", "|")})(?![\\w$-])`;
}

const COMMON =
  "break case catch class const continue default do else enum false final for if in new null return static switch this throw true try void while";

const SCRIPT = `${COMMON} abstract as async await debugger declare delete export extends finally from function get implements import instanceof interface keyof let namespace of override private protected public readonly satisfies set super type typeof undefined var with yield`;

const script: CodeLanguage = { comment: SLASHES, string: `${QUOTED}|${BACKQUOTED}`, keyword: words(SCRIPT) };

function compiled(more: string): CodeLanguage {
  return { comment: SLASHES, string: QUOTED, keyword: words(`${COMMON} ${more}`) };
}

const java = compiled(
  "abstract boolean byte char double extends finally float implements import instanceof int interface long package private protected public record sealed short super synchronized throws var yield",
);
const c = compiled(
  "alignas auto bool char class concept const constexpr decltype delete double explicit extern float friend inline int long namespace noexcept nullptr operator private protected public register short signed sizeof struct template typedef typename union unsigned using virtual volatile",
);
const go = {
  ...compiled(
    "any bool byte chan defer error fallthrough float32 float64 func go goto import int int64 interface map nil package range rune select string struct type uint var",
  ),
  string: `${QUOTED}|${BACKQUOTED}`,
};
// A lifetime begins with an apostrophe and ends with none.
const rust = {
  ...compiled(
    "as async await crate dyn extern fn impl let loop match mod move mut pub ref self Self struct super trait type unsafe use where Some None Ok Err",
  ),
  string: String.raw`"(?:\\[^]|[^"\\])*(?:"|$)|'(?:\\[^']{1,10}|[^'\\\n])'`,
};
const csharp = compiled(
  "abstract as async await base bool byte char decimal delegate double event explicit extern float foreach get implicit int interface internal is lock long namespace object out override params private protected public readonly record ref sbyte sealed set short string struct typeof uint unchecked unsafe using var virtual where yield",
);
const kotlin = compiled(
  "actual as by companion data expect fun import init inline interface internal is it lateinit object open operator override package private protected public sealed super suspend typealias val var vararg when where",
);
const swift = compiled(
  "actor as async await defer deinit extension fileprivate func guard import init inout internal is let mutating nil open operator override private protocol public repeat self Self some struct subscript super throws typealias var where",
);
const php = {
  ...compiled(
    "abstract and array as callable clone declare echo elseif empty extends finally fn foreach function global implements include instanceof interface isset match namespace or print private protected public readonly require trait unset use var yield",
  ),
  comment: `${SLASHES}|${HASH}`,
};

const python: CodeLanguage = {
  comment: HASH,
  string: `${TRIPLE_QUOTED}|${QUOTED}`,
  keyword: words(
    "and as assert async await break case class continue def del elif else except False finally for from global if import in is lambda match None nonlocal not or pass raise return self True try while with yield",
  ),
};
const ruby: CodeLanguage = {
  comment: HASH,
  string: QUOTED,
  keyword: words(
    "alias and begin break case class def do else elsif end ensure false for if in module next nil not or redo require rescue retry return self super then true undef unless until when while yield",
  ),
};
const shell: CodeLanguage = {
  comment: HASH,
  string: String.raw`"(?:\\[^]|[^"\\])*(?:"|$)|'[^']*(?:'|$)`,
  keyword: words(
    "case cd do done echo elif else esac exit export fi for function if in local read return set shift source then unset until while",
  ),
  name: String.raw`\$\w+|\$\{[^}\n]{0,100}\}`,
};
const sql: CodeLanguage = {
  comment: String.raw`${DASHES}|\/\*[^]*?(?:\*\/|$)`,
  string: "'(?:''|[^'])*(?:'|$)",
  keyword: `(?<![\\w$.])(?i:add|all|alter|and|as|asc|begin|between|by|case|check|column|commit|constraint|create|cross|default|delete|desc|distinct|drop|else|end|exists|explain|foreign|from|full|group|having|in|index|inner|insert|into|is|join|key|left|like|limit|not|null|offset|on|or|order|outer|partition|primary|references|returning|right|select|set|table|then|union|unique|update|using|values|view|when|where|with)(?!\\w)`,
};
const lua: CodeLanguage = {
  comment: DASHES,
  string: QUOTED,
  keyword: words(
    "and break do else elseif end false for function goto if in local nil not or repeat return then true until while",
  ),
};
const css: CodeLanguage = {
  comment: String.raw`\/\*[^]*?(?:\*\/|$)|(?<=^|[\s;{}])\/\/.*`,
  string: QUOTED,
  keyword: String.raw`@[\w-]+|!important`,
  name: String.raw`--[\w-]+|(?<![\w-])[a-z-]+(?=[ \t]{0,9}:\s)`,
};
const json: CodeLanguage = {
  comment: SLASHES,
  name: String.raw`"(?:\\.|[^"\\\n]){0,1000}"(?=\s{0,9}:)`,
  string: QUOTED,
  keyword: words("true false null"),
};
const data: CodeLanguage = {
  comment: String.raw`${HASH}|(?<=^|\n);.*`,
  name: String.raw`(?<=^|\n)[ \t]*(?:- )?[\w."-]+(?=[ \t]{0,99}[:=](?:\s|$))|(?<=^|\n)\[.*\]`,
  string: `${TRIPLE_QUOTED}|${QUOTED}`,
  keyword: words("true false null yes no on off"),
};
const markup: CodeLanguage = {
  comment: String.raw`<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)|<[!?][^>]*(?:>|$)`,
  keyword: String.raw`<\/?[\w:.-]+|\/?>`,
  string: `(?<==)(?:"[^"<]*"|'[^'<]*')`,
  name: String.raw`(?<=\s)[\w:@.-]+(?==["'])`,
};
const patch: CodeLanguage = {
  comment: String.raw`(?<=^|\n)(?:diff|index|---|\+\+\+) .*`,
  name: String.raw`(?<=^|\n)@@.*`,
  inserted: String.raw`(?<=^|\n)\+.*`,
  deleted: String.raw`(?<=^|\n)-.*`,
};
const dockerfile: CodeLanguage = {
  comment: HASH,
  string: QUOTED,
  keyword: String.raw`(?<=^|\n)(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)(?=\s)`,
};

const rows: readonly (readonly [names: string, language: CodeLanguage])[] = [
  ["js javascript mjs cjs jsx ts typescript mts cts tsx", script],
  ["java groovy scala dart", java],
  ["c h cpp c++ cc hpp objc objective-c zig", c],
  ["go golang", go],
  ["rust rs", rust],
  ["csharp c# cs", csharp],
  ["kotlin kt kts", kotlin],
  ["swift", swift],
  ["php", php],
  ["python py python3", python],
  ["ruby rb elixir ex", ruby],
  ["bash sh shell zsh fish", shell],
  ["sql sqlite postgresql mysql", sql],
  ["lua", lua],
  ["css scss less", css],
  ["json jsonc json5", json],
  ["yaml yml toml ini properties conf", data],
  ["html xml svg rss atom vue svelte astro", markup],
  ["diff patch", patch],
  ["dockerfile docker", dockerfile],
];

/** The languages that are coloured, by every name that a fence may give them. */
export const codeLanguages: ReadonlyMap<string, CodeLanguage> = new Map(
  rows.flatMap(([names, language]) => names.split(" ").map((name) => [name, language] as const)),
);
