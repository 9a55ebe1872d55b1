import fc from "fast-check";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { renderYaml } from "../../../src/import/write-article-text.ts";

const OPTIONS = { lineWidth: 0, blockQuote: false, doubleQuotedAsJSON: true, aliasDuplicateObjects: false } as const;

const words = fc.constantFrom(
  "a",
  "true",
  "No",
  "null",
  "~",
  " ",
  "-",
  "#",
  ": ",
  "/",
  "?",
  "&",
  "*",
  "%",
  "é",
  "日",
  "1",
  ".5",
  "'",
  '"',
  ",",
  "=",
  "(",
  "’",
  ";",
);
const text = fc.oneof(
  fc.array(words, { maxLength: 8 }).map((parts) => parts.join("")),
  fc.string(),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const group = fc.record({ name: text, slug: text });
const value = fc.oneof(text, fc.array(text), fc.boolean(), group, fc.array(group));

it("writes front matter as the YAML library does, to the letter", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value), (fields) => {
      const written = renderYaml(fields);
      expect(written).toBe(Object.keys(fields).length === 0 ? "" : stringify(fields, OPTIONS));
      expect(parse(written) ?? {}).toEqual({ ...fields });
    }),
    { numRuns: 3000, seed: Number(process.env.SEED ?? 7) },
  );
});
