import { expect, it } from "vitest";
import { callEdgewire } from "../../cli/call-edgewire.ts";

it.each([
  ["npm/11.19.0 node/v24.0.0", "/p/node_modules/.bin/edgewire", "npx edgewire check"],
  ["pnpm/10.1.0 npm/? node/v24.0.0", "/p/node_modules/.bin/edgewire", "pnpm exec edgewire check"],
  ["yarn/4.5.0 npm/? node/v22.0.0", "/p/node_modules/.bin/edgewire", "yarn edgewire check"],
  ["bun/1.2.0 npm/? node/v22.0.0", "/p/node_modules/.bin/edgewire", "bunx edgewire check"],
  [undefined, "/p/node_modules/.bin/edgewire", "npx edgewire check"],
  [undefined, "/p/node_modules/edgewire/bin/edgewire.js", "npx edgewire check"],
  [undefined, "/checkout/cli/edgewire.js", "npx edgewire check"],
  [undefined, "/usr/local/bin/edgewire", "edgewire check"],
])("a command is written as a person types it: agent %s, started as %s", (agent, script, words) => {
  expect(callEdgewire("check", { agent, script })).toBe(words);
});
