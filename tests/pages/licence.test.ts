import { expect, test } from "vitest";
import { nameLicence } from "../../src/pages/licence.tsx";

test.each([
  ["https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"],
  ["http://creativecommons.org/licenses/by-nc-sa/2.5/ch/deed.de", "CC BY-NC-SA 2.5 CH"],
  ["https://creativecommons.org/licenses/by/4.0/deed.en", "CC BY 4.0"],
  ["https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"],
  ["https://www.example.org/terms", "www.example.org"],
  ["no address", "no address"],
])("the licence at %s is called %s", (address, name) => {
  expect(nameLicence(address)).toBe(name);
});
