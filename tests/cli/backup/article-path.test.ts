import { expect, it } from "vitest";
import { articlePath } from "../../../cli/backup/backup-folder.ts";

it.each([
  ["2026/ferry", "/backup/articles/2026/ferry.md"],
  ["pages/about", "/backup/articles/pages/about.md"],
  [".pages/about", "/backup/pages/about.md"],
  ["../site", undefined],
  [".pages/../site", undefined],
])("the file of %s is %s", (key, path) => expect(articlePath("/backup", key, "md")).toBe(path));
