import { expect, it } from "vitest";
import { PUBLIC_URL_MARK } from "../../src/article/article.ts";
import { findFileType, isImageName } from "../../src/article/attachments/file-types.ts";
import { identifyAttachment } from "../../src/article/attachments/identify-attachment.ts";
import { read } from "./fixtures.ts";

it.each([
  ["paper.pdf", "pdf", "application/pdf"],
  ["DATA.CSV", "csv", "text/csv; charset=utf-8"],
  ["main.py", "py", "text/plain; charset=utf-8"],
  ["page.html", "bin", "application/octet-stream"],
  ["page.xhtml", "bin", "application/octet-stream"],
  ["x.constructor", "bin", "application/octet-stream"],
  ["none", "bin", "application/octet-stream"],
])("%s is stored with the ending %s and served as %s", (name, ending, mediaType) => {
  expect(findFileType(name)).toEqual({ ending, mediaType });
});

it.each([
  ["a.JPG", true],
  ["a.svg", true],
  ["a.pdf", false],
  ["png", false],
])("%s names an image: %s", (name, isImage) => expect(isImageName(name)).toBe(isImage));

it("a file is named by its content, and a link leads to it", async () => {
  const file = await identifyAttachment("a.pdf", new TextEncoder().encode("x"));
  expect(file.name).toMatch(/^[\da-f]{32}\.pdf$/);
  const attachments = new Map([["a b.pdf", file]]);
  const { article, findings } = read("markdown", "[a](a%20b.pdf)", { attachments });
  expect(article?.html).toBe(`<p><a href="${PUBLIC_URL_MARK}/media/${file.name}">a</a></p>`);
  expect(article?.mediaNames).toEqual([file.name]);
  expect(findings).toEqual([]);
});

it("a film that is not there is named, with its line", () => {
  const { findings } = read("html", '<p>a</p>\n<video src="gone.mp4" controls><track src="gone.vtt"></video>');
  expect(findings).toMatchObject([
    { severity: "warning", reason: "file-missing", line: 2 },
    { severity: "warning", reason: "file-missing", line: 2 },
  ]);
});
