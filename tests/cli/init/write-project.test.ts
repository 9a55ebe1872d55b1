import { expect, it } from "vitest";
import { writeMissingFiles } from "../../../cli/init/write-project.ts";
import { makeFolder } from "../run-edgewire.ts";

it.each([
  ["ENOSPC", "the disk is full; make room and run the same command again"],
  ["EACCES", "you may not write there; choose another folder"],
  ["EROFS", "the disk cannot be written to; choose another folder"],
])("says what to do about %s", (code, cure) => {
  const refuse = () => {
    throw Object.assign(new Error(code), { code });
  };
  expect(() => writeMissingFiles(makeFolder({}), new Map([["a", "1"]]), refuse)).toThrow(cure);
});
