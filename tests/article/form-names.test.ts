import { describe, expect, it } from "vitest";
import { decodeFormName, encodeFormName } from "../../src/article/attachments/form-names.ts";

describe("names in a multipart form", () => {
  it.each([
    ['it\'s "q".png', "it's %22q%22.png"],
    ["100%.png", "100%25.png"],
    ["%22.png", "%2522.png"],
    ["a\r\nb.png", "a%0D%0Ab.png"],
    ["é/ø #1.png", "é/ø #1.png"],
  ])("%j is sent as %j and read back", (name, sent) => {
    expect(encodeFormName(name)).toBe(sent);
    expect(decodeFormName(sent)).toBe(name);
  });

  it.each(["100%.png", "a%20b.png", "%zz.png"])("%j of another client stays as it is", (name) => {
    expect(decodeFormName(name)).toBe(name);
  });
});
