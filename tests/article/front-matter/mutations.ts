import fc from "fast-check";
import type { ArticleKind } from "../../../src/article/article.ts";
import { FORMS, HELD_BACK } from "./held-back-spellings.ts";

/** Files whose front matter is damaged around a statement that holds the article back, which itself is intact. */

interface Source {
  readonly kind: ArticleKind;
  readonly text: string;
  /** The statement's offsets. */
  readonly at: number;
  readonly end: number;
}

interface Mutation {
  readonly place: number;
  readonly kind: "insert" | "remove" | "replace";
  readonly text: string;
}

const SOURCES: readonly Source[] = FORMS.flatMap(({ kind, write }) =>
  HELD_BACK.flatMap(({ held, mark }) => {
    const text = write(held);
    const at = text === undefined || mark === undefined ? -1 : text.search(mark);
    const length = text === undefined || at === -1 ? 0 : (mark?.exec(text)?.[0].length ?? 0);
    return text === undefined || at === -1 ? [] : [{ kind, text, at, end: at + length }];
  }),
);

const CHARACTERS = [..."-+;:=\n\n \t#'\"{}[],|>&*!%@`?~.ab1", "---\n", "+++\n", "title: ", "\n\n", "```\n"];

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom("insert", "remove", "replace"),
  text: fc.constantFrom(...CHARACTERS),
});

/** A file after one to three changes of its front matter. */
export const mutatedText: fc.Arbitrary<Pick<Source, "kind" | "text">> = fc
  .tuple(fc.constantFrom(...SOURCES), fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([source, mutations]) => ({ kind: source.kind, text: mutate(source, mutations) }));

/** Changes the front matter before or after the statement, and never the statement itself. */
function mutate({ text, at, end }: Source, mutations: readonly Mutation[]): string {
  const bodyAt = text.indexOf("Text of it.");
  let before = text.slice(0, at);
  let after = text.slice(end, bodyAt);
  for (const one of mutations) {
    const isBefore = one.place % 2 === 0;
    const changed = change(isBefore ? before : after, one);
    if (isBefore && !touchesFromLeft(changed, one)) before = changed;
    if (!isBefore && !/^[\p{L}\p{N}]/u.test(changed)) after = changed;
  }
  return before + text.slice(at, end) + after + text.slice(bodyAt);
}

function change(part: string, { place, kind, text }: Mutation): string {
  const offset = (place >> 1) % (part.length + 1);
  const rest = part.slice(kind === "insert" ? offset : offset + 1);
  return part.slice(0, offset) + (kind === "remove" ? "" : text) + rest;
}

/** A letter before the name makes another name, and a sign before it may make the line a comment. */
function touchesFromLeft(before: string, { kind, text }: Mutation): boolean {
  const isAtEnd = kind !== "remove" && before.trimEnd().endsWith(text.trimEnd());
  return isAtEnd && /[\p{L}\p{N}#:]$/u.test(text.trimEnd());
}
