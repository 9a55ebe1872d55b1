import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

// The dashboard has the pages' sheet and one of its own: a class of both would be styled by either.

const listClasses = (path: string) =>
  new Set(readFileSync(path, "utf8").match(/(?<=\.)[a-z][a-z-]*(?=[^"]*\{|[\s,:)>])/g));

/** The header is one for both; the others are scoped in one sheet, or set nothing that a drawing obeys. */
const SHARED = ["grid", "number", "scrolls", "second", "site-header"];

it("the dashboard's sheet and the pages' set no class in common but those that are meant so", () => {
  const pages = listClasses("src/pages/theme/style.css");
  const both = [...listClasses("src/dashboard/pages/dashboard.css")].filter((name) => pages.has(name));
  expect(both.toSorted()).toEqual(SHARED);
});
