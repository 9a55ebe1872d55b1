import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { RENDERER_VERSION } from "../../src/feed/renderer-version.ts";
import record from "../golden/renderer-version.json" with { type: "json" };
import { goldenFileNames, renderGolden } from "./sample-feed.ts";

const ADVICE = `
The renderers write other bytes than the ones recorded for RENDERER_VERSION "${RENDERER_VERSION}". ETags carry that version: two
documents with the same ETag must not differ. If the change is meant:
1. raise RENDERER_VERSION in src/feed/renderer-version.ts,
2. run \`npx vitest run tests/feed --update\` and read the difference in tests/golden,
3. add the new version and the digest below to tests/golden/renderer-version.json; the older lines stay as they are.
`;

test("59: the bytes of the golden documents change only together with RENDERER_VERSION", () => {
  const hash = createHash("sha256");
  for (const fileName of goldenFileNames) hash.update(`${fileName}\n${renderGolden(fileName)}\n`);
  const recorded: Readonly<Record<string, string>> = record;
  expect(hash.digest("hex"), ADVICE).toBe(recorded[RENDERER_VERSION]);
});
