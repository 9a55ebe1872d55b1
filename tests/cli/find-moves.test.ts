import { describe, expect, it } from "vitest";
import type { ManifestLine } from "../../cli/api-client.ts";
import { applyMoves, findMoves } from "../../cli/find-moves.ts";
import type { PreparedArticle } from "../../cli/prepared-article.ts";
import { readSound } from "../article/fixtures.ts";

const DAY = Date.UTC(2026, 0, 2);

function line(key: string, more: Partial<ManifestLine> = {}): ManifestLine {
  const base = {
    key,
    id: `tag:${key}`,
    slug: key,
    state: "published",
    publishedAt: DAY,
    contentHash: `hash of ${key}`,
  };
  return { ...base, ...more };
}

function file(key: string, { hash = "new", id, slug = "new" }: { hash?: string; id?: string; slug?: string } = {}) {
  const article = { ...readSound("markdown", "Text."), key, slug, givenId: id, publishedAt: DAY };
  return { file: { key }, article, contentHash: hash } as unknown as PreparedArticle;
}

const find = (stored: readonly ManifestLine[], files: readonly PreparedArticle[]) =>
  findMoves(files, new Map(stored.map((one) => [one.key.normalize("NFC"), one])), "UTC").map(
    ({ from, prepared, by }) => `${from.key} > ${prepared.file.key}: ${by}`,
  );

describe("a file without a stored article continues one whose file is gone", () => {
  it.each<[what: string, stored: ManifestLine[], files: PreparedArticle[], wanted: string[]]>([
    ["by its id", [line("a")], [file("b", { id: "tag:a" })], ["a > b: the same id"]],
    ["by its content", [line("a")], [file("b", { hash: "hash of a" })], ["a > b: the same content"]],
    ["by slug and date", [line("a")], [file("b/a", { slug: "a" })], ["a > b/a: the same slug and date"]],
    ["not by the slug alone", [line("a", { publishedAt: DAY + 86_400_000 })], [file("b/a", { slug: "a" })], []],
    ["not by the date alone", [line("a")], [file("b")], []],
    ["not while its file is there", [line("a")], [file("a"), file("b", { hash: "hash of a" })], []],
    ["not of a source", [line("sources/x/1")], [file("b", { hash: "hash of sources/x/1" })], []],
    ["not under another spelling", [line("cafe\u0301")], [file("caf\u00e9", { hash: "hash of cafe\u0301" })], []],
    [
      "a draft by name and date",
      [line("drafts/a", { slug: null, state: "draft" })],
      [file("2026-01-02-a")],
      ["drafts/a > 2026-01-02-a: the same name and date"],
    ],
    [
      "a draft without a date by its name",
      [line("_drafts/a", { slug: null, state: "draft", publishedAt: 0 })],
      [file("_posts/2026-01-02-a")],
      ["_drafts/a > _posts/2026-01-02-a: the same name"],
    ],
    [
      "once, of two alike",
      [line("a")],
      [file("b", { id: "tag:a" }), file("c", { id: "tag:a" })],
      ["a > b: the same id"],
    ],
    [
      "each its own, of several with one content",
      [line("a", { contentHash: "h" }), line("b", { contentHash: "h" })],
      [file("x/b", { hash: "h", slug: "b" }), file("x/a", { hash: "h", slug: "a" })],
      ["b > x/b: the same content", "a > x/a: the same content"],
    ],
    [
      "by id before content",
      [line("a"), line("b")],
      [file("x", { hash: "hash of b", id: "tag:a" }), file("y", { hash: "hash of b" })],
      ["a > x: the same id", "b > y: the same content"],
    ],
  ])("%s", (_, stored, files, wanted) => {
    expect(find(stored, files)).toEqual(wanted);
  });

  it("in the manifest from then on", () => {
    const known = new Map([["a", line("a")]]);
    const next = applyMoves(known, findMoves([file("b", { id: "tag:a" })], known, "UTC"));
    expect([...next].map(([name, { key }]) => [name, key])).toEqual([["b", "a"]]);
  });
});
