/** A tag of a template language: its arguments, and the body up to its closing tag. */
export interface Tag {
  /** As the rules write it: in lower case. */
  readonly name: string;
  /** The text after the name, as written. */
  readonly argument: string;
  readonly positional: readonly string[];
  readonly named: ReadonlyMap<string, string>;
  /** Expanded, unless the rule takes it verbatim; empty where the tag has none. */
  readonly body: string;
  readonly isMarkdown: boolean;
  /** Alone on its lines: what takes its place is a block of its own. */
  readonly isBlock: boolean;
  /** In the place of an address: behind `](`, `href="` or `[name]: `. Elsewhere an address would be text to read. */
  readonly isAddress: boolean;
}

/** Text in place of a whole tag, or around its body, which then keeps its place; undefined: the tag is left as it is. */
export type Writing = string | { readonly before: string; readonly after: string } | undefined;

export interface TagRule {
  /** `none`: the tag has no body. `verbatim`: its body is not expanded. `text`: its body is expanded like any other text. */
  readonly body: "none" | "verbatim" | "text" | "optional";
  /** Why what it encloses is not published: it is for some readers alone, or a script would draw it. */
  readonly loss?: "held" | "drawn";
  readonly write: (tag: Tag) => Writing;
}

export type TagRules = Readonly<Record<string, TagRule>>;

const ARGUMENT =
  /([\w.-]+)\s*(?:=|:(?!\/))\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|`([^`]*)`|[“”″]([^“”″]*)[“”″]|([^\s"'=,]+))|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|`([^`]*)`|([^\s,]+)/g;

/** `name="value"` and values without names, each quoted or not. */
export function readArguments(text: string): Pick<Tag, "positional" | "named"> {
  const positional: string[] = [];
  const named = new Map<string, string>();
  for (const [, name, ...values] of text.matchAll(ARGUMENT)) {
    const value = (values.find((candidate) => candidate !== undefined) ?? "").replace(/\\(["'\\])/g, "$1");
    if (name === undefined) positional.push(value);
    else named.set(name.toLowerCase(), value);
  }
  return { positional, named };
}

export function argumentOf(
  { named, positional }: Pick<Tag, "positional" | "named">,
  names: string,
  place = -1,
): string | undefined {
  const value = names
    .split(" ")
    .map((name) => named.get(name))
    .find((candidate) => candidate !== undefined);
  return value ?? positional[place];
}
