import { expect, it } from "vitest";
import { addDevParts, allowDevParts } from "../../../cli/dev/dev-files.ts";

it("adds the script at the end of a page and the mark at its beginning", () => {
  const page = "<!DOCTYPE html><html><head><title>T</title></head><body class=x><p>Text</p></body></html>";
  expect(addDevParts(page, "Draft & <b>")).toBe(
    '<!DOCTYPE html><html><head><title>T</title><link rel="stylesheet" href="/_edgewire/dev.css"></head>' +
      '<body class=x><p class="edgewire-mark" role="status">Draft &#x26; &#x3C;b&#x3E;: only this machine shows it</p><p>Text</p>' +
      '<script type="module" src="/_edgewire/dev.js"></script></body></html>',
  );
});

it.each([
  [
    "default-src 'none'; style-src 'self'",
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
  ],
  ["script-src 'self'; img-src *", "img-src *; script-src 'self'; connect-src 'self'"],
])("allows its script and its events beside %s", (policy, wanted) => {
  expect(allowDevParts(policy)).toBe(wanted);
});
