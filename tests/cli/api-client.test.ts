import { expect, test } from "vitest";
import { describeProblem } from "../../cli/api/answers.ts";

test("what a server says of a refusal cannot speak to the terminal", () => {
  const findings = [{ severity: "error", message: "\u001b]0;window\u0007\r\nforged" }];
  expect(describeProblem({ status: 422, body: { title: "No\u009b2J", findings } })).toBe("422 No2J: ]0;window forged");
});
