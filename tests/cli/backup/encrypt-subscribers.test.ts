import { expect, it } from "vitest";
import { decryptText, encryptText } from "../../../cli/backup/encrypt-subscribers.ts";

it("gives the text back for the same passphrase, in either spelling of its letters", () => {
  const sealed = encryptText('{"secret":"ü"}\n', "Züge");
  expect(Buffer.from(sealed).toString("latin1")).not.toContain("secret");
  expect(decryptText(sealed, "Zu\u0308ge")).toBe('{"secret":"ü"}\n');
});

it.each([
  ["another passphrase", (sealed: Uint8Array) => sealed, "other"],
  ["a changed byte", (sealed: Uint8Array) => sealed.map((byte, index) => (index === 50 ? byte ^ 1 : byte)), "right"],
  ["half a file", (sealed: Uint8Array) => sealed.subarray(0, 20), "right"],
])("refuses %s in a sentence", (_what, change, passphrase) => {
  const sealed = encryptText("x".repeat(40), "right");
  expect(() => decryptText(change(sealed), passphrase)).toThrow("does not open the backup's subscribers");
});
