import { expect, test } from "vitest";
import { removeImages } from "../../../src/feed/partners/remove-images.ts";

const KEPT = "https://news.example/media/kept.jpg";
const img = (name: string) => `<img src="https://news.example/media/${name}.jpg" alt="x">`;

test.each([
  [`<p>A ${img("kept")} b ${img("other")}</p>`, `<p>A  b ${img("other")}</p>`],
  [`<figure>${img("kept")}<figcaption>The quay</figcaption></figure><p>A</p>`, "<p>A</p>"],
  [
    `<figure>${img("kept")}${img("other")}<figcaption>Two</figcaption></figure>`,
    `<figure>${img("other")}<figcaption>Two</figcaption></figure>`,
  ],
  [`<figure><a href="https://news.example/media/original.jpg">${img("kept")}</a></figure>`, ""],
  [`<p><a href="/x">${img("kept")} the ferry</a></p>`, '<p><a href="/x"> the ferry</a></p>'],
  [`<p><img src="${KEPT}" srcset="https://news.example/media/kept-480.jpg 480w"></p>`, "<p></p>"],
  [`<video src="/f.mp4" poster="${KEPT}"></video>`, '<video src="/f.mp4"></video>'],
  ["<figure><pre>code</pre><figcaption>A listing</figcaption></figure><p>]]&gt;</p>", undefined],
])("a body without a picture: %s", (html, expected = html) => {
  expect(removeImages(html, new Set([KEPT]))).toBe(expected);
});
